namespace LocalAI.CommandLine.Stores;

/// <summary>All rows of a namespace.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Dimension">Numbers of a key; 0 where there is none.</param>
/// <param name="Sorted">The rows in the order of their keys.</param>
internal sealed record NamespaceRows(int Count, int Dimension, IEnumerable<StoreRow> Sorted);
