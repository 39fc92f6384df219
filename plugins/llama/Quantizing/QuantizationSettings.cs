using LocalAI.Plugins.Llama.Gguf;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>What a job is to do.</summary>
internal sealed record QuantizationSettings
{
    /// <summary>The source: a GGUF file or a Hugging Face folder; an absolute path.</summary>
    public required string Model { get; init; }

    /// <summary>The type as it was written, which the output is named after.</summary>
    public required string TypeName { get; init; }

    public required QuantizationType Type { get; init; }

    /// <summary>The folder to write into; an absolute path.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The file that is written.</summary>
    public string OutputFile => Path.Combine(OutputFolder, $"model-{TypeName}.gguf");

    /// <summary>Threads that compute.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether all tensors get the type's own, without the mixture that llama.cpp finds better.</summary>
    public bool Pure { get; init; }

    /// <summary>Whether weights that are quantised already may be quantised again.</summary>
    public bool AllowRequantize { get; init; }

    /// <summary>Whether output.weight keeps its type.</summary>
    public bool LeaveOutputTensor { get; init; }

    /// <summary>The type of output.weight; null for llama.cpp's choice.</summary>
    public GgmlType? OutputTensorType { get; init; }

    /// <summary>The type of token_embd.weight; null for llama.cpp's choice.</summary>
    public GgmlType? TokenEmbeddingType { get; init; }

    /// <summary>The importance matrix, a GGUF file of llama.cpp's imatrix tool; null for none.</summary>
    public string? Importance { get; init; }
}
