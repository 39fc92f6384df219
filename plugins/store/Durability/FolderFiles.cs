namespace LocalAI.Plugins.Store.Durability;

/// <summary>The files that hold a folder's rows, open for reading: a later change of the folder does not change what is read.</summary>
internal sealed class FolderFiles : IDisposable
{
    private FolderFiles(string folder, FolderContents contents)
    {
        Folder = folder;
        try
        {
            if (contents.Snapshot is { } snapshot)
                Snapshot = new StoreFile(folder, FileKind.Snapshot, snapshot, isLast: false);
            foreach (var log in contents.Logs)
                Logs.Add(new StoreFile(folder, FileKind.Log, log, isLast: log == contents.Logs[^1]));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where they are.</summary>
    public string Folder { get; }

    /// <summary>The newest snapshot; null for none.</summary>
    public StoreFile? Snapshot { get; }

    /// <summary>The logs after it, in order; at least one.</summary>
    public List<StoreFile> Logs { get; } = [];

    /// <summary>Opens the files of a folder that is not empty.</summary>
    /// <exception cref="Abstractions.EngineException">One of them is missing.</exception>
    public static FolderFiles Open(string folder, FolderContents contents)
    {
        var next = (contents.Snapshot ?? 0) + 1;
        foreach (var log in contents.Logs)
        {
            if (log != next)
                break;
            next++;
        }
        if (contents.Logs.Count == 0 || contents.Logs[^1] >= next)
            throw FolderRefusal.Missing(folder, FileKind.Log, next);
        return new FolderFiles(folder, contents);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Snapshot?.Dispose();
        foreach (var log in Logs)
            log.Dispose();
    }
}
