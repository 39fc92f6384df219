namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A tensor of a safetensors file, whatever its elements are.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its sizes, the contiguous one last; empty for a single number.</param>
/// <param name="Type">The format's word for how its elements are stored, such as <c>BF16</c> or <c>I64</c>.</param>
/// <param name="Position">The first byte of its data in the file.</param>
/// <param name="Bytes">The size of its data.</param>
internal sealed record SafetensorsEntry(string Name, IReadOnlyList<long> Shape, string Type, long Position, long Bytes);
