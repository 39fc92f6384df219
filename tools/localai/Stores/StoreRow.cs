namespace LocalAI.CommandLine.Stores;

/// <summary>A key with its value.</summary>
internal readonly record struct StoreRow(float[] Key, ReadOnlyMemory<byte> Value);
