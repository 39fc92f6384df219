namespace LocalAI.Plugins.Quantizing;

/// <summary>What was written.</summary>
/// <param name="FileBytes">The size of the file.</param>
/// <param name="WeightBytes">The bytes of all its tensors.</param>
/// <param name="SourceBytes">The bytes that the tensors had before.</param>
internal sealed record QuantizationOutput(long FileBytes, long WeightBytes, long SourceBytes);
