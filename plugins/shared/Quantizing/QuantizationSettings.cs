using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing;

/// <summary>What is to be done to a model.</summary>
internal sealed record QuantizationSettings
{
    /// <summary>The source: a GGUF file or a Hugging Face folder; an absolute path.</summary>
    public required string Model { get; init; }

    public required QuantizationType Type { get; init; }

    /// <summary>The file that is written; an absolute path.</summary>
    public required string OutputFile { get; init; }

    /// <summary>The folder that is written into.</summary>
    public string OutputFolder => Path.GetDirectoryName(OutputFile) ?? OutputFile;

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
