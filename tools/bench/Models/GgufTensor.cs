namespace LocalAI.Plugins.Bench.Models;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Lengths, the one that is contiguous in memory first.</param>
/// <param name="Type">The number of its ggml type.</param>
/// <param name="Bytes">The size of its data.</param>
/// <param name="Data">Makes the data when it is needed.</param>
internal sealed record GgufTensor(string Name, IReadOnlyList<int> Shape, uint Type, long Bytes, Func<byte[]> Data);
