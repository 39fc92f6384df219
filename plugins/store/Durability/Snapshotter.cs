using LocalAI.Plugins.Store.Rows;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Writes snapshots in the background when the logs have grown, and deletes what they make unneeded.</summary>
internal sealed class Snapshotter(string folder, string name, FolderTraits traits, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;
    private long _closedBytes;
    private long _due = traits.SnapshotBytes;

    /// <summary>Takes over what a folder has.</summary>
    public void Begin(long closedBytes, long snapshotBytes)
    {
        _closedBytes = closedBytes;
        _due = Math.Max(traits.SnapshotBytes, snapshotBytes);
    }

    /// <summary>Whether it is time for a snapshot, when the log has so many bytes.</summary>
    public bool IsDue(long logBytes)
    {
        lock (_lock)
            return _writing.IsCompleted && _closedBytes + logBytes >= _due;
    }

    /// <summary>Hears that no log could be begun beside, so that a snapshot must wait.</summary>
    public void Postpone(long logBytes, Exception e)
    {
        lock (_lock)
            _due = _closedBytes + logBytes + (traits.SnapshotBytes / 4);
        Log.NoSnapshot(logger, folder, e.Message);
    }

    /// <summary>Begins a snapshot.</summary>
    /// <param name="rows">The rows after the log, which nobody writes to any more. They are left when it is done.</param>
    /// <param name="log">The number of the log.</param>
    /// <param name="logBytes">Its length.</param>
    public void Start(Snapshot rows, ulong log, long logBytes)
    {
        lock (_lock)
        {
            _closedBytes += logBytes;
            _writing = Task.Run(() => Write(rows, log));
        }
    }

    /// <summary>Deletes files that a snapshot has made unneeded, and those that were not finished.</summary>
    public void DeleteSuperseded()
    {
        foreach (var superseded in FolderContents.List(folder).Superseded)
        {
            try
            {
                File.Delete(Path.Combine(folder, superseded));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It only takes space, and is tried again with the next snapshot.
                Log.NotDeleted(logger, superseded, folder, e.Message);
            }
        }
    }

    /// <summary>Ends what is being written, unfinished.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing;
        _stop.Dispose();
    }

    private void Write(Snapshot rows, ulong log)
    {
        try
        {
            var header = new FileHeader(FileHeader.CurrentVersion, FileKind.Snapshot, log, Previous: 0, name);
            var bytes = SnapshotFile.Write(folder, header, rows, traits.Flush, _stop.Token);
            lock (_lock)
            {
                _closedBytes = 0;
                _due = Math.Max(traits.SnapshotBytes, bytes);
            }
            Log.Snapshot(logger, folder, rows.Live, bytes);
            DeleteSuperseded();
        }
        catch (OperationCanceledException)
        {
            // The logs have everything.
        }
        catch (Exception e)
        {
            Postpone(0, e);
        }
        finally
        {
            rows.Leave();
        }
    }
}
