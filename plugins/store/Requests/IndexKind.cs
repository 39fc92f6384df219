namespace LocalAI.Plugins.Store.Requests;

/// <summary>How the nearest are found.</summary>
internal enum IndexKind
{
    /// <summary>By comparison with every row.</summary>
    Exact,

    /// <summary>By a graph of near rows (HNSW).</summary>
    Hnsw,

    /// <summary>Exactly while the namespace is small, by the graph when it is large.</summary>
    Auto,
}
