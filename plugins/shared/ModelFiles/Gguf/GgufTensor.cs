namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Where a tensor lies in the file.</summary>
/// <param name="Name">Its name, such as <c>blk.0.attn_q.weight</c>.</param>
/// <param name="Dimensions">One to four sizes, the contiguous one first.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Elements">The product of the dimensions.</param>
/// <param name="Offset">Bytes from the start of the data section.</param>
/// <param name="Bytes">Its size in bytes.</param>
internal sealed record GgufTensor(
    string Name, IReadOnlyList<long> Dimensions, GgmlType Type, long Elements, long Offset, long Bytes);
