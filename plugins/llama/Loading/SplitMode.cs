namespace LocalAI.Plugins.Llama.Loading;

/// <summary>How a model is spread over several GPUs, with the numbers of llama.h (llama_split_mode).</summary>
internal enum SplitMode
{
    /// <summary>All on the main GPU.</summary>
    None = 0,

    /// <summary>Whole layers.</summary>
    Layer = 1,

    /// <summary>Rows of each weight.</summary>
    Row = 2,

    /// <summary>Parts of each tensor.</summary>
    Tensor = 3,
}
