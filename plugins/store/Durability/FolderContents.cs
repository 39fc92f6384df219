namespace LocalAI.Plugins.Store.Durability;

/// <summary>Which files a folder has.</summary>
/// <param name="Snapshot">The newest snapshot; null for none.</param>
/// <param name="Logs">The logs after it, in order.</param>
/// <param name="Superseded">Names of files that the newest snapshot makes unneeded, or that were never finished.</param>
internal sealed record FolderContents(ulong? Snapshot, IReadOnlyList<ulong> Logs, IReadOnlyList<string> Superseded)
{
    /// <summary>Whether nothing was ever kept there.</summary>
    public bool IsEmpty => Snapshot is null && Logs.Count == 0;

    /// <summary>Looks at a folder, which may be absent.</summary>
    /// <exception cref="Abstractions.EngineException">It has other files and none of a namespace.</exception>
    public static FolderContents List(string folder)
    {
        List<ulong> snapshots = [];
        List<ulong> logs = [];
        List<string> superseded = [];
        string? stranger = null;
        foreach (var name in Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName) : [])
        {
            if (FileName.SequenceOf(FileKind.Snapshot, name!) is { } snapshot)
                snapshots.Add(snapshot);
            else if (FileName.SequenceOf(FileKind.Log, name!) is { } log)
                logs.Add(log);
            else if (name!.EndsWith(FileName.Part, StringComparison.Ordinal)
                && FileName.SequenceOf(FileKind.Snapshot, name[..^FileName.Part.Length]) is not null)
                superseded.Add(name);
            else if (name != FileName.Lock)
                stranger = name;
        }
        if (stranger is not null && snapshots.Count + logs.Count == 0)
            throw FolderRefusal.NotOurs(folder, stranger);

        ulong? newest = snapshots.Count > 0 ? snapshots.Max() : null;
        superseded.AddRange(logs.Where(log => log <= newest).Order().Select(log => FileName.Of(FileKind.Log, log)));
        superseded.AddRange(snapshots.Where(snapshot => snapshot < newest).Select(snapshot => FileName.Of(FileKind.Snapshot, snapshot)));
        return new FolderContents(newest, [.. logs.Where(log => newest is null || log > newest).Order()], superseded);
    }
}
