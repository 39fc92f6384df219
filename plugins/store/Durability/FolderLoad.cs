using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Brings the rows of a folder into a table: the newest snapshot, and the logs after it. Changes nothing in the folder.</summary>
internal sealed class FolderLoad(FolderFiles files, RowTable table, CancellationToken cancellationToken)
{
    private readonly Replay _replay = new(table);
    private string? _name;

    /// <summary>Reads all files.</summary>
    /// <param name="name">The namespace they must be of; null for any.</param>
    /// <exception cref="Abstractions.EngineException">They are of another one or of a newer version, or damaged.</exception>
    public LoadedFolder Run(string? name)
    {
        _name = name;
        if (files.Snapshot is { } snapshot)
            ReadSnapshot(snapshot);
        ulong previous = 0;
        foreach (var log in files.Logs)
        {
            var length = ReadLog(log, previous);
            if (log.IsLast)
            {
                return new LoadedFolder
                {
                    Name = _name!,
                    LastLog = log.Sequence,
                    Previous = previous,
                    Length = length,
                    Torn = log.Length - length,
                    ClosedBytes = files.Logs.Sum(file => file.Length) - log.Length,
                    SnapshotBytes = files.Snapshot?.Length ?? 0,
                };
            }
            if (length < log.Length)
                throw FolderRefusal.CutShort(log.Path, length);
            previous = (ulong)length;
        }
        throw new InvalidOperationException("There is no log.");
    }

    private void ReadSnapshot(StoreFile file)
    {
        var header = ReadHeader(file) ?? throw FolderRefusal.NoHeader(file.Path);
        var reader = new FrameReader(file, header.Length);
        while (reader.TryRead(out var frame))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.Kind != FrameKind.End)
            {
                _replay.Apply(file, frame, reader.Start);
                continue;
            }
            if (frame.Count != table.Current.Live)
                throw FolderRefusal.Damaged(file, reader.Start);
            if (reader.Position != file.Length)
                throw FolderRefusal.Damaged(file, reader.Position);
            return;
        }
        throw FolderRefusal.CutShort(file.Path, reader.Position);
    }

    /// <returns>The bytes that are whole; 0 when not even the header is.</returns>
    private long ReadLog(StoreFile file, ulong previous)
    {
        var header = ReadHeader(file);
        if (header is null)
        {
            // Begun, and nothing was ever written behind it.
            if (file.IsLast && IsBegun(file, previous))
                return 0;
            throw FolderRefusal.NoHeader(file.Path);
        }
        // After a snapshot it does not matter how long the log before it was.
        if (header.Previous != previous && file != files.Logs[0])
            throw FolderRefusal.CutShort(files.Logs[files.Logs.IndexOf(file) - 1].Path, (long)previous);
        var reader = new FrameReader(file, header.Length);
        while (reader.TryRead(out var frame))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (frame.Kind == FrameKind.End)
                throw FolderRefusal.Damaged(file, reader.Start);
            _replay.Apply(file, frame, reader.Start);
        }
        return reader.Position;
    }

    private FileHeader? ReadHeader(StoreFile file)
    {
        if (FileHeader.Read(file.ReadStart()) is not { } header)
            return null;
        if (header.Version != FileHeader.CurrentVersion)
            throw FolderRefusal.NewerVersion(file.Path, header.Version);
        if (header.Kind != file.Kind || header.Sequence != file.Sequence)
            throw FolderRefusal.Misnamed(file.Path, header);
        if (header.Name != (_name ??= header.Name))
            throw FolderRefusal.AnotherNamespace(files.Folder, header.Name, _name);
        return header;
    }

    private bool IsBegun(StoreFile file, ulong previous)
    {
        var start = file.ReadStart();
        var written = start.AsSpan().TrimEnd((byte)0);
        // For a reader that takes any namespace nothing is there yet.
        _name ??= "";
        var expected = new FileHeader(FileHeader.CurrentVersion, FileKind.Log, file.Sequence, previous, _name).ToBytes();
        return new FileWindow(file.Handle, file.Length).IsZeroFrom(written.Length) && expected.AsSpan().StartsWith(written);
    }
}
