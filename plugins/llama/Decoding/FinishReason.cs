namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>Why a generation ended.</summary>
internal enum FinishReason
{
    /// <summary>The model ended its text, or a stop string came.</summary>
    Stop,

    /// <summary>The asked number of tokens was reached.</summary>
    Length,

    /// <summary>The context was full.</summary>
    ContextFull,
}
