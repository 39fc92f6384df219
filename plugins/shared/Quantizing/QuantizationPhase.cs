namespace LocalAI.Plugins.Quantizing;

/// <summary>What is being done to a model.</summary>
internal enum QuantizationPhase
{
    /// <summary>A Hugging Face folder becomes GGUF.</summary>
    Converting,

    /// <summary>The weights get their types.</summary>
    Quantizing,
}
