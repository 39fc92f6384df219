using System.Diagnostics.CodeAnalysis;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// The approximate index of a table: built in the background while exact search answers, kept up with what is added, built anew when
/// too many of its rows are deleted.
/// </summary>
internal sealed class RowIndex : IRowIndex, IAsyncDisposable
{
    private const int MostHits = 1000;

    // So many are added on a thread of the pool.
    private const int FewRows = 256;

    private readonly RowTable _table;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IndexState _state = new();
    private volatile StoreSettings _settings;
    private Task _work = Task.CompletedTask;
    private bool _isWorking;
    private bool _hasChanged;

    /// <param name="table">The table, without rows yet.</param>
    /// <param name="settings">How it is searched.</param>
    public RowIndex(RowTable table, StoreSettings settings)
    {
        _table = table;
        _settings = settings;
        table.Use(this);
    }

    /// <inheritdoc/>
    public int Releases => _state.Releases;

    /// <inheritdoc/>
    public long ReusedSeen => _state.ReusedSeen;

    /// <summary>Whether it is worth asking.</summary>
    public bool IsUsable => _state.Searchable is not null;

    /// <summary>The end of what it is doing in the background.</summary>
    public Task Settled
    {
        get
        {
            lock (_lock)
                return _work;
        }
    }

    /// <summary>Bytes in use.</summary>
    public long Bytes => _state.Graphs.Sum(graph => graph.Bytes);

    /// <summary>How many of a snapshot's keys the index covers; null where no index is wanted.</summary>
    public long? IndexedRows(Snapshot snapshot) =>
        !IsWanted(snapshot) ? null
        : _state.Searchable is { } searchable ? Math.Max(0, snapshot.Live - searchable.Graph.RowsToCome(snapshot))
        : _state.Building?.Nodes ?? 0;

    /// <summary>In words how a snapshot is searched.</summary>
    public string Describe(Snapshot snapshot)
    {
        if (_state.Fault is { } fault)
            return $"exact search, for the index failed: {fault}";
        if (!IsWanted(snapshot))
            return _settings.Index == IndexKind.Auto ? $"exact search, hnsw from {_settings.AutoRows:N0} keys on" : "exact search";
        var building = _state.Building is { } graph && snapshot.Rows > 0 ? $"building {100L * graph.Indexed / snapshot.Rows} %" : null;
        if (_state.Searchable is not { } searchable)
            return $"hnsw: {building ?? "empty"}";
        var how = searchable.Width.Few is { } width
            ? $"ef {width} for recall {searchable.Width.Recall}"
            : "exact search, which is faster here";
        return $"hnsw: {IndexedRows(snapshot):N0} keys, {how}{(building is null ? "" : $", {building} anew")}";
    }

    /// <summary>Takes over other settings.</summary>
    public void Use(StoreSettings settings)
    {
        _settings = settings;
        _state.Fault = null;
        Changed();
    }

    /// <inheritdoc/>
    public bool Holds(int row) => _state.Graphs.Any(graph => graph.View.IsNode(row));

    /// <inheritdoc/>
    public void Changed()
    {
        if (!IsWanted(_table.Current) && !_state.Graphs.Any())
            return;
        lock (_lock)
        {
            _hasChanged = true;
            if (_isWorking || _stop.IsCancellationRequested)
                return;
            _isWorking = true;
            _work = Task.Factory.StartNew(Work, CancellationToken.None, IsSoonDone() ? default : TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
    }

    /// <summary>The keys nearest to a query, where the index has them faster than exact search.</summary>
    public bool TryFind(Snapshot snapshot, Query query, [NotNullWhen(true)] out Hit[]? hits)
    {
        hits = null;
        if (_state.Searchable is not { } searchable || searchable.Graph.Layout != snapshot.Layout || query.Norm == 0
            || query.Most > Math.Min(MostHits, snapshot.Live / 8) || searchable.Width.For(query.Most) is not { } width
            || searchable.Graph.RowsToCome(snapshot) > snapshot.Live / 4)
            return false;
        var walker = searchable.Graph.Rent();
        hits = GraphSearch.Find(searchable.Graph, walker, snapshot, query, Math.Max(width, query.Most));
        searchable.Graph.Return(walker);
        return hits is not null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
            _stop.Cancel();
        await Settled;
        _stop.Dispose();
    }

    private bool IsWanted(Snapshot snapshot)
    {
        var settings = _settings;
        // Once there, it stays until the keys are clearly fewer.
        return _state.Fault is null && (settings.Index == IndexKind.Hnsw || (settings.Index == IndexKind.Auto
            && snapshot.Live >= (_state.Graphs.Any() ? settings.AutoRows / 2 : settings.AutoRows)));
    }

    private bool IsSoonDone() => _state.Searchable is { } searchable && searchable.Graph.RowsToCome(_table.Current) < FewRows;

    private void Work()
    {
        while (true)
        {
            lock (_lock)
            {
                if (!_hasChanged || _stop.IsCancellationRequested)
                {
                    _isWorking = false;
                    return;
                }
                _hasChanged = false;
            }
            try
            {
                while (Step())
                {
                }
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception e)
            {
                // Exact search needs no index.
                _state.Clear();
                _state.Fault = e.Message;
            }
        }
    }

    private bool Step()
    {
        _stop.Token.ThrowIfCancellationRequested();
        var snapshot = _table.Enter();
        try
        {
            if (IsWanted(snapshot) && snapshot.Layout is not null)
                return new IndexWork(_state, snapshot, _settings, _stop.Token).Step();
            _state.Clear();
            return false;
        }
        finally
        {
            snapshot.Leave();
        }
    }
}
