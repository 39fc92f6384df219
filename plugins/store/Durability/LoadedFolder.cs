namespace LocalAI.Plugins.Store.Durability;

/// <summary>What was found in a folder.</summary>
internal sealed record LoadedFolder
{
    /// <summary>The namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the log to write on.</summary>
    public required ulong LastLog { get; init; }

    /// <summary>Bytes of the log before that; 0 for none.</summary>
    public required ulong Previous { get; init; }

    /// <summary>Bytes of the last log that are whole; 0 when it has no header yet.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes after those, of a write that was not answered.</summary>
    public required long Torn { get; init; }

    /// <summary>Bytes of the logs between the snapshot and the last log.</summary>
    public required long ClosedBytes { get; init; }

    /// <summary>Bytes of the newest snapshot; 0 for none.</summary>
    public required long SnapshotBytes { get; init; }
}
