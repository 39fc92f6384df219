namespace LocalAI.Plugins.Llama.Loading;

/// <summary>How the weights come into memory, with the numbers of llama.h (llama_load_mode).</summary>
internal enum LoadMode
{
    /// <summary>Read into memory.</summary>
    Read = 0,

    /// <summary>Map the file.</summary>
    Map = 1,

    /// <summary>Read into memory and keep it from being swapped out.</summary>
    Lock = 2,

    /// <summary>Read past the page cache.</summary>
    DirectIo = 4,
}
