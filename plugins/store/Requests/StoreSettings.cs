namespace LocalAI.Plugins.Store.Requests;

/// <summary>How a namespace is kept and searched.</summary>
internal sealed record StoreSettings
{
    /// <summary>The namespace; empty for the default one.</summary>
    public required string Name { get; init; }

    /// <summary>The folder that keeps it, absolute; null for memory only.</summary>
    public string? Folder { get; init; }

    /// <summary>What a write that was answered survives.</summary>
    public Durability Durability { get; init; } = Durability.Always;

    /// <summary>How often the log is flushed with <see cref="Durability.Interval"/>.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The connection string of the PostgreSQL database that keeps it; null for none.</summary>
    public string? Postgres { get; init; }

    /// <summary>How the nearest are found.</summary>
    public IndexKind Index { get; init; } = IndexKind.Exact;

    /// <summary>With <see cref="IndexKind.Auto"/>: the number of keys from which the approximate index is used.</summary>
    public int AutoRows { get; init; } = 200_000;

    /// <summary>The share of the true nearest that the approximate index aims to find.</summary>
    public float Recall { get; init; } = 0.99f;

    /// <summary>Edges of a row in the approximate index.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>Threads that a search or the building of the index may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The name alone: a connection string has a password, which belongs in no log.</summary>
    public override string ToString() => NamespaceName.Prefix + Name;
}
