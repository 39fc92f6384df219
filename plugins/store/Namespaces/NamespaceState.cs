namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>What Status shows of a namespace.</summary>
/// <param name="Rows">Keys.</param>
/// <param name="Dimension">Numbers of a key; 0 while there is none.</param>
/// <param name="IndexedRows">Keys that the approximate index covers; null where none is wanted.</param>
/// <param name="Bytes">Bytes of this process's memory, by what for.</param>
internal sealed record NamespaceState(long Rows, int Dimension, long? IndexedRows, IReadOnlyDictionary<string, ulong> Bytes)
{
    /// <summary>Bytes that a database keeps, by what for.</summary>
    public IReadOnlyDictionary<string, ulong> BytesElsewhere { get; init; } = new Dictionary<string, ulong>();
}
