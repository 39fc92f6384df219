using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Durability;
using LocalAI.Plugins.Store.Index;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>
/// A namespace in this process's memory, and in a folder if it has one. Readers look at snapshots and wait for nobody; writers take
/// turns.
/// </summary>
internal sealed class MemoryNamespace : IVectorNamespace
{
    private readonly SemaphoreSlim _writer = new(1);
    private readonly RowTable _table = new();
    private readonly RowIndex _index;
    private readonly SearchQueue _searches;
    private StoreFolder? _folder;
    private StoreSettings _settings;

    public MemoryNamespace(StoreSettings settings)
    {
        _settings = settings;
        _index = new RowIndex(_table, settings);
        _searches = new SearchQueue(_table, _index, () => _settings.Threads);
    }

    /// <inheritdoc/>
    public string Description => $"{_folder?.Description ?? "in memory"}, {_index.Describe(_table.Current)}";

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

    /// <summary>Opens a namespace that a folder keeps.</summary>
    /// <exception cref="Abstractions.EngineException">The folder cannot be used; nothing in it has changed.</exception>
    public static async Task<MemoryNamespace> OpenAsync(
        StoreSettings settings, ILogger logger, FolderTraits traits, CancellationToken cancellationToken)
    {
        var opened = new MemoryNamespace(settings);
        try
        {
            opened._folder = await Task.Run(
                () => StoreFolder.Open(settings, opened._table, opened._writer, logger, traits, cancellationToken), cancellationToken);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Use(StoreSettings settings)
    {
        _settings = settings;
        _folder?.Use(settings);
        _index.Use(settings);
    }

    /// <inheritdoc/>
    public async Task SetAsync(
        IReadOnlyList<StoresKey> keys, IReadOnlyList<StoresValue> values, CancellationToken cancellationToken)
    {
        Task answer;
        await _writer.WaitAsync(cancellationToken);
        try
        {
            var batch = new KeyBatch(keys, _table.Dimension);
            answer = _folder?.Writer.Set(batch, values) ?? Set(batch, values);
        }
        finally
        {
            _writer.Release();
        }
        await answer;
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken)
    {
        Task answer;
        await _writer.WaitAsync(cancellationToken);
        try
        {
            var present = Present(keys);
            answer = _folder?.Writer.Delete(present) ?? Delete(present);
        }
        finally
        {
            _writer.Release();
        }
        await answer;
    }

    /// <inheritdoc/>
    public Task<StoresGetResult> GetAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken)
    {
        var snapshot = _table.Enter();
        try
        {
            return Task.FromResult(Get(snapshot, keys));
        }
        finally
        {
            snapshot.Leave();
        }
    }

    /// <inheritdoc/>
    public Task<StoresFindResult> FindAsync(float[] key, int topK, CancellationToken cancellationToken) =>
        _searches.FindAsync(key, topK, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        if (_folder is not null)
            await _folder.DisposeAsync();
        _writer.Dispose();
    }

    private static StoresGetResult Get(Snapshot snapshot, IReadOnlyList<StoresKey> keys)
    {
        if (snapshot.Layout is not { } layout)
            return new StoresGetResult();
        var batch = new KeyBatch(keys, layout.Dimension);
        var rows = new HashSet<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            if (snapshot.Find(batch.Read(i, out _, out _)) is >= 0 and var row)
                rows.Add(row);
        }
        return Answer.Get(
            snapshot, [.. rows.Order(Comparer<int>.Create((a, b) => KeyHash.Compare(snapshot.Key(a), snapshot.Key(b))))]);
    }

    private Task Set(KeyBatch keys, IReadOnlyList<StoresValue> values)
    {
        var batch = _table.Begin(keys.Dimension, keys.Count);
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys.Read(i, out var norm, out var largest);
            if (batch.Add(key, norm, largest) is >= 0 and var earlier)
                throw Refusal.Duplicate(earlier, i);
        }
        _table.Apply(batch, values);
        _table.Publish();
        return Task.CompletedTask;
    }

    private Task Delete(List<float[]> keys)
    {
        _table.Delete(keys);
        _table.Publish();
        return Task.CompletedTask;
    }

    private List<float[]> Present(IReadOnlyList<StoresKey> keys)
    {
        List<float[]> present = [];
        // Without keys there is no dimension to keep to, and nothing to delete.
        if (_table.Dimension == 0)
            return present;
        var batch = new KeyBatch(keys, _table.Dimension);
        for (var i = 0; i < batch.Count; i++)
        {
            var key = batch.Read(i, out _, out _);
            if (_table.Next.Find(key) >= 0)
                present.Add(key.ToArray());
        }
        return present;
    }
}
