using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Bench.Models;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Lengths, the one that is contiguous in memory first.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Data">Makes the data when it is needed.</param>
internal sealed record ModelTensor(string Name, IReadOnlyList<long> Shape, GgmlType Type, Func<byte[]> Data);
