using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its sizes, the contiguous one last.</param>
/// <param name="Type">How its elements are stored: f32, f16, bf16 or f64.</param>
/// <param name="File">The path of the file.</param>
/// <param name="Position">The first byte of its data in the file.</param>
/// <param name="Bytes">The size of its data.</param>
internal sealed record SafetensorsTensor(
    string Name, IReadOnlyList<long> Shape, GgmlType Type, string File, long Position, long Bytes);
