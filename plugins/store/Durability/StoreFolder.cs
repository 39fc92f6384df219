using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// The folder that keeps a namespace: a log of its changes, and now and then a snapshot instead of a long log. A change is written
/// before it is made, and shown and answered when it is as durable as the settings say.
/// </summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    private readonly IDisposable _lock;
    private readonly RowTable _table;
    private readonly FolderTraits _traits;
    private readonly ILogger _logger;
    private readonly Snapshotter _snapshotter;
    private readonly FlushQueue _flushes;
    private readonly Timer _timer;
    private volatile StoreSettings _settings;
    private volatile LogFile _log;
    private volatile EngineException? _broken;
    private int _flushIsDue;

    private StoreFolder(
        IDisposable held, LogFile log, Snapshotter snapshotter, StoreSettings settings, RowTable table, SemaphoreSlim writer,
        FolderTraits traits, ILogger logger)
    {
        _lock = held;
        _log = log;
        _snapshotter = snapshotter;
        _settings = settings;
        _table = table;
        _traits = traits;
        _logger = logger;
        _flushes = new FlushQueue(Flush, table, writer, Break);
        _timer = new Timer(_ => FlushInBackground());
        Writer = new FolderWriter(this, table);
    }

    /// <summary>One line for people.</summary>
    public string Description => $"in {_settings.Folder}, durability {_settings.Durability.ToString().ToLowerInvariant()}";

    /// <summary>Makes the changes, one at a time.</summary>
    public FolderWriter Writer { get; }

    private bool FlushesEachWrite => _settings.Durability == Requests.Durability.Always;

    /// <summary>Opens a folder, or makes it, and loads its rows.</summary>
    /// <param name="settings">Name the folder.</param>
    /// <param name="table">Takes the rows; empty.</param>
    /// <param name="writer">Held by who changes the table.</param>
    /// <param name="logger">Hears what happens in the background.</param>
    /// <param name="traits">How it is kept.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    /// <exception cref="EngineException">The folder cannot be used; nothing in it has changed.</exception>
    public static StoreFolder Open(
        StoreSettings settings, RowTable table, SemaphoreSlim writer, ILogger logger, FolderTraits traits,
        CancellationToken cancellationToken)
    {
        var folder = settings.Folder!;
        try
        {
            // Nothing is written into a folder that is not ours, not even a lock.
            _ = FolderContents.List(folder);
            Directory.CreateDirectory(folder);
            var held = FolderLock.Take(folder);
            try
            {
                var snapshotter = new Snapshotter(folder, settings.Name, traits, logger);
                var log = FolderOpening.Open(settings, table, snapshotter, logger, traits, cancellationToken);
                return new StoreFolder(held, log, snapshotter, settings, table, writer, traits, logger);
            }
            catch
            {
                held.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FolderRefusal.NotAllowed(folder, e);
        }
    }

    /// <summary>Takes over settings that another LoadModel of the same namespace has brought.</summary>
    public void Use(StoreSettings settings) => _settings = settings;

    /// <summary>Begins to write a frame; the writer completes it before it makes the change, or takes it back.</summary>
    /// <exception cref="EngineException">Writes are refused.</exception>
    public FrameAppend Begin(FrameBuilder frame) =>
        _broken is { } broken ? throw broken : _log.Begin(frame, flushed: FlushesEachWrite);

    /// <summary>Writes the rest of a frame.</summary>
    /// <exception cref="EngineException">It cannot be written, and nothing has changed.</exception>
    public void Complete(FrameAppend append)
    {
        try
        {
            _log.Complete(append);
        }
        catch (IOException e)
        {
            throw Break(e);
        }
        _flushes.Written(begin: FlushesEachWrite);
    }

    /// <summary>Leaves nothing of a frame in the folder.</summary>
    public void TakeBack(FrameAppend append)
    {
        try
        {
            _log.TakeBack(append);
        }
        catch (IOException e)
        {
            Break(e);
        }
    }

    /// <summary>Ends when the changes that were made may be answered. The writer calls this after it made one.</summary>
    public Task AnswerAsync()
    {
        if (_broken is { } broken)
            return Task.FromException(broken);
        Task answer;
        if (FlushesEachWrite)
        {
            answer = _flushes.Enqueue(_table.Next);
        }
        else
        {
            answer = Task.CompletedTask;
            _table.Publish();
            if (_settings.Durability == Requests.Durability.Interval && Interlocked.Exchange(ref _flushIsDue, 1) == 0)
                _timer.Change(_settings.FlushInterval, Timeout.InfiniteTimeSpan);
        }
        if (_snapshotter.IsDue(_log.Length))
            BeginSnapshot();
        return answer;
    }

    /// <summary>Refuses all writes from now on, because what is in memory and what is in the folder differ.</summary>
    public EngineException Break(Exception e)
    {
        var broken = FolderRefusal.Broken(_log.Path, e);
        if (Interlocked.CompareExchange(ref _broken, broken, null) is { } earlier)
            return earlier;
        Log.Broken(_logger, broken.Message);
        return broken;
    }

    /// <summary>Brings everything to the disk and gives the folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _flushes.IdleAsync();
        await _snapshotter.DisposeAsync();
        FlushInBackground();
        _log.Dispose();
        _lock.Dispose();
    }

    private void FlushInBackground()
    {
        Volatile.Write(ref _flushIsDue, 0);
        try
        {
            Flush();
        }
        catch (Exception e) when (e is IOException or EngineException)
        {
            Break(e);
        }
    }

    // After a flush that failed another may succeed without having written anything.
    private void Flush()
    {
        if (_broken is { } broken)
            throw broken;
        _log.Flush();
    }

    // The next log is begun first, so that the snapshot is of all that is in those before it.
    private void BeginSnapshot()
    {
        var log = _log;
        LogFile next;
        try
        {
            Flush();
        }
        catch (Exception e) when (e is IOException or EngineException)
        {
            Break(e);
            return;
        }
        try
        {
            next = LogFile.Create(
                _settings.Folder!,
                new FileHeader(FileHeader.CurrentVersion, FileKind.Log, log.Sequence + 1, (ulong)log.Length, _settings.Name),
                _traits.Flush);
        }
        catch (IOException e)
        {
            _snapshotter.Postpone(log.Length, e);
            return;
        }
        _log = next;
        log.Dispose();
        // All of it was flushed, and what readers look at keeps the places of its rows.
        _table.Publish();
        _snapshotter.Start(_table.Enter(), log.Sequence, log.Length);
    }
}
