using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Index;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>A namespace in this process's memory. Readers look at snapshots and wait for nobody; writers take turns.</summary>
internal sealed class MemoryNamespace : IVectorNamespace
{
    private readonly SemaphoreSlim _writer = new(1);
    private readonly RowTable _table = new();
    private readonly RowIndex _index;
    private readonly SearchQueue _searches;
    private StoreSettings _settings;

    public MemoryNamespace(StoreSettings settings)
    {
        _settings = settings;
        _index = new RowIndex(_table, settings);
        _searches = new SearchQueue(_table, _index, () => _settings.Threads);
    }

    /// <inheritdoc/>
    public string Description => $"in memory, {_index.Describe(_table.Current)}";

    /// <inheritdoc/>
    public NamespaceState State
    {
        get
        {
            var snapshot = _table.Current;
            var (rows, values, lookup) = _table.Bytes;
            var bytes = new Dictionary<string, ulong>
            {
                ["rows"] = (ulong)rows,
                ["values"] = (ulong)values,
                ["lookup"] = (ulong)lookup,
                ["index"] = (ulong)_index.Bytes,
            };
            return new NamespaceState(snapshot.Live, snapshot.Layout?.Dimension ?? 0, _index.IndexedRows(snapshot), bytes);
        }
    }

    /// <inheritdoc/>
    public void Use(StoreSettings settings)
    {
        _settings = settings;
        _index.Use(settings);
    }

    /// <inheritdoc/>
    public async Task SetAsync(
        IReadOnlyList<StoresKey> keys, IReadOnlyList<StoresValue> values, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            var batch = Stage(new KeyBatch(keys, _table.Dimension));
            _table.Apply(batch, values);
            _table.Publish();
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken);
        try
        {
            // Without keys there is no dimension to keep to, and nothing to delete.
            if (_table.Dimension == 0)
                return;
            var batch = new KeyBatch(keys, _table.Dimension);
            var copies = new float[batch.Count][];
            for (var i = 0; i < copies.Length; i++)
                copies[i] = batch.Copy(i);
            _table.Delete(copies);
            _table.Publish();
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <inheritdoc/>
    public Task<StoresGetResult> GetAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken)
    {
        var snapshot = _table.Enter();
        try
        {
            var result = new StoresGetResult();
            if (keys.Count == 0 || snapshot.Layout is not { } layout)
                return Task.FromResult(result);
            var batch = new KeyBatch(keys, layout.Dimension);
            var rows = new HashSet<int>();
            for (var i = 0; i < batch.Count; i++)
            {
                if (snapshot.Find(batch.Read(i, out _, out _)) is >= 0 and var row)
                    rows.Add(row);
            }
            foreach (var row in rows.Order(Comparer<int>.Create((a, b) => KeyHash.Compare(snapshot.Key(a), snapshot.Key(b)))))
            {
                result.Keys.Add(Answer.Key(snapshot, row));
                result.Values.Add(Answer.Value(snapshot, row));
            }
            return Task.FromResult(result);
        }
        finally
        {
            snapshot.Leave();
        }
    }

    /// <inheritdoc/>
    public Task<StoresFindResult> FindAsync(StoresKey key, int topK, CancellationToken cancellationToken) =>
        _searches.FindAsync(key, topK, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        _writer.Dispose();
    }

    private RowBatch Stage(KeyBatch keys)
    {
        var batch = _table.Begin(keys.Dimension, keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys.Read(i, out var norm, out var largest);
            if (batch.Add(key, norm, largest) is >= 0 and var earlier)
                throw Refusal.Duplicate(earlier, i);
        }
        return batch;
    }
}
