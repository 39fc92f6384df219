using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>A namespace in a table of a PostgreSQL database, which other processes may use at the same time.</summary>
internal sealed class PostgresNamespace : IVectorNamespace
{
    private static readonly TimeSpan StateAge = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseForOthers = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger;
    private readonly PostgresDatabase _database;
    private readonly PostgresTable _table;
    private readonly string _name;
    private readonly string _server;
    private readonly Pgvector? _pgvector;
    private readonly PostgresIndex? _index;
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _lock = new();
    private StoreSettings _settings;
    private NamespaceHeader _header;
    private (long Table, long Indexes) _bytes;
    private Task _refreshing = Task.CompletedTask;
    private long _refreshed;
    private Task _building = Task.CompletedTask;
    private long _nextBuild;

    private PostgresNamespace(
        StoreSettings settings, ILogger logger, PostgresDatabase database, PostgresTable table, Opened opened)
    {
        _settings = settings;
        _logger = logger;
        _database = database;
        _table = table;
        _name = settings.Name;
        (_server, _pgvector, _index, _header, _bytes) = opened;
        _refreshed = Environment.TickCount64;
        Build();
    }

    /// <inheritdoc/>
    public string Description =>
        $"in PostgreSQL {_server} at {_database.Place}, "
        + (_pgvector is null ? "exact search"
            : IsIndexWanted(_header) ? $"pgvector {_pgvector.Version} hnsw"
            : $"exact search with pgvector {_pgvector.Version}");

    /// <inheritdoc/>
    public NamespaceState State
    {
        get
        {
            Refresh();
            lock (_lock)
            {
                return new NamespaceState(_header.Rows, _header.Dimension, IndexedRows(), new Dictionary<string, ulong>())
                {
                    BytesElsewhere = new Dictionary<string, ulong>
                    {
                        ["postgres_table"] = (ulong)_bytes.Table,
                        ["postgres_indexes"] = (ulong)_bytes.Indexes,
                    },
                };
            }
        }
    }

    /// <summary>The building of the index, while it goes on.</summary>
    internal Task Indexing
    {
        get
        {
            lock (_lock)
                return _building;
        }
    }

    /// <summary>Opens the namespace, and creates its table where there is none.</summary>
    /// <exception cref="EngineException">The database refuses, or a newer version has written the namespace.</exception>
    public static async Task<PostgresNamespace> OpenAsync(StoreSettings settings, ILogger logger, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(settings.Postgres!);
        try
        {
            var table = new PostgresTable(settings.Name, database.Place);
            var header = await database.WriteAsync(transaction => table.OpenAsync(transaction, cancellationToken), cancellationToken);
            await CreateExtensionAsync(database, logger, cancellationToken);
            var opened = await database.ReadAsync(async transaction =>
            {
                var pgvector = await Pgvector.FindAsync(transaction, cancellationToken);
                var index = pgvector is null ? null : new PostgresIndex(pgvector, table.Quoted);
                if (index is not null)
                    await index.LookAsync(transaction, header.Dimension, cancellationToken);
                var server = transaction.Connection!.PostgreSqlVersion.ToString();
                return new Opened(server, pgvector, index, header, await table.BytesAsync(transaction, cancellationToken));
            }, cancellationToken);
            return new PostgresNamespace(settings, logger, database, table, opened);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Use(StoreSettings settings)
    {
        _settings = settings;
        Build();
    }

    /// <inheritdoc/>
    public async Task SetAsync(
        IReadOnlyList<StoresKey> keys, IReadOnlyList<StoresValue> values, CancellationToken cancellationToken)
    {
        // Whether keys differ in length, and not which of them is wrong, can be said without the database.
        var rows = keys.All(key => key.Floats.Count == keys[0].Floats.Count) ? new KeyRows(new KeyBatch(keys, 0)) : null;
        Learn(await _database.WriteAsync(async transaction =>
        {
            var header = await _table.ReadAsync(transaction, forUpdate: true, cancellationToken);
            rows ??= new KeyRows(new KeyBatch(keys, header.Dimension));
            if (header.Dimension > 0)
                KeyBatch.CheckLength("Keys[0]", rows.Dimension, header.Dimension, "the store's keys have");
            await _table.SetAsync(transaction, rows, values, cancellationToken);
            return await _table.ReadAsync(transaction, forUpdate: false, cancellationToken);
        }, cancellationToken));
        Build();
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken) =>
        Learn(await _database.WriteAsync(async transaction =>
        {
            var header = await _table.ReadAsync(transaction, forUpdate: true, cancellationToken);
            // Without keys there is no dimension to keep to, and nothing to delete.
            if (header.Dimension == 0)
                return header;
            await _table.DeleteAsync(transaction, new KeyBatch(keys, header.Dimension), cancellationToken);
            return await _table.ReadAsync(transaction, forUpdate: false, cancellationToken);
        }, cancellationToken));

    /// <inheritdoc/>
    public Task<StoresGetResult> GetAsync(IReadOnlyList<StoresKey> keys, CancellationToken cancellationToken) =>
        _database.ReadAsync(async transaction =>
        {
            var result = new StoresGetResult();
            var header = await ReadAsync(transaction, cancellationToken);
            if (header.Dimension == 0)
                return result;
            var rows = await _table.GetAsync(transaction, new KeyBatch(keys, header.Dimension), cancellationToken);
            rows.Sort((first, second) => KeyHash.Compare(first.Key, second.Key));
            foreach (var (key, value) in rows)
            {
                result.Keys.Add(Key(key));
                result.Values.Add(Value(value));
            }
            return result;
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<StoresFindResult> FindAsync(float[] vector, int topK, CancellationToken cancellationToken) =>
        _database.ReadAsync(async transaction =>
        {
            var result = new StoresFindResult();
            var header = await ReadAsync(transaction, cancellationToken);
            if (header.Rows == 0)
                return result;
            KeyBatch.CheckLength("Key", vector.Length, header.Dimension, "the store's keys have");
            var most = (int)Math.Min(topK, header.Rows);
            var search = new PostgresSearch(_table.Quoted, transaction, vector, RowCoder.Measure(vector).Norm, most);
            var found = await FindAsync(search, header, cancellationToken);
            var values = await _table.ValuesAsync(transaction, [.. found.Select(row => row.Digest)], cancellationToken);
            foreach (var row in found)
            {
                result.Keys.Add(Key(row.Key));
                result.Values.Add(Value(values[row.Digest]));
                result.Similarities.Add(row.Similarity);
            }
            return result;
        }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_refreshing, _building);
        await _database.DisposeAsync();
        _ending.Dispose();
    }

    private static StoresKey Key(float[] numbers)
    {
        var key = new StoresKey();
        key.Floats.AddRange(numbers);
        return key;
    }

    private static StoresValue Value(byte[] bytes) => new() { Bytes = UnsafeByteOperations.UnsafeWrap(bytes) };

    private static async Task CreateExtensionAsync(PostgresDatabase database, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(async transaction =>
            {
                if (await Pgvector.FindAsync(transaction, cancellationToken) is null
                    && await Pgvector.IsAvailableAsync(transaction, cancellationToken))
                {
                    await transaction.Statement("create extension if not exists vector").RunAsync(cancellationToken);
                }
                return true;
            }, cancellationToken);
        }
        catch (EngineException e) when (e.InnerException is PostgresException)
        {
            PostgresLog.ExtensionRefused(logger, database.Place, e.Message);
        }
    }

    private async Task<List<Scored>> FindAsync(PostgresSearch search, NamespaceHeader header, CancellationToken cancellationToken)
    {
        if (IsIndexWanted(header) && _index!.Dimension == header.Dimension
            && await search.IndexedAsync(_pgvector!, _settings.Recall, cancellationToken) is { } found)
        {
            return found;
        }
        return await search.ExactAsync(_pgvector, cancellationToken);
    }

    private async Task<NamespaceHeader> ReadAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var header = await _table.ReadAsync(transaction, forUpdate: false, cancellationToken);
        Learn(header);
        return header;
    }

    private void Learn(NamespaceHeader header)
    {
        lock (_lock)
            _header = header;
    }

    private bool IsIndexWanted(NamespaceHeader header) =>
        _pgvector is not null && header.Dimension > 0 && _pgvector.CanIndex(header.Dimension)
        && (_settings.Index == IndexKind.Hnsw || (_settings.Index == IndexKind.Auto && header.Rows >= _settings.AutoRows));

    private long? IndexedRows() =>
        _pgvector is null || _settings.Index == IndexKind.Exact ? null : _index!.Dimension == _header.Dimension ? _header.Rows : 0;

    // Asks for the numbers of Status when they are old; whoever looks does not wait for the answer.
    private void Refresh()
    {
        lock (_lock)
        {
            if (!_refreshing.IsCompleted || _ending.IsCancellationRequested
                || Environment.TickCount64 - _refreshed < StateAge.TotalMilliseconds)
            {
                return;
            }
            _refreshing = Task.Run(RefreshAsync);
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            await _database.ReadAsync(async transaction =>
            {
                var header = await ReadAsync(transaction, _ending.Token);
                var bytes = await _table.BytesAsync(transaction, _ending.Token);
                lock (_lock)
                    _bytes = bytes;
                if (_index is not null && header.Dimension > 0)
                    await _index.LookAsync(transaction, header.Dimension, _ending.Token);
                return header;
            }, _ending.Token);
            Build();
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The numbers stay those that were known; the next call says what is wrong with the database.
        }
        finally
        {
            Volatile.Write(ref _refreshed, Environment.TickCount64);
        }
    }

    // Builds the index in the background when there must be one and is none.
    private void Build()
    {
        lock (_lock)
        {
            if (!_building.IsCompleted || _ending.IsCancellationRequested || !IsIndexWanted(_header) || _index!.Dimension == _header.Dimension
                || Environment.TickCount64 < _nextBuild)
            {
                return;
            }
            var dimension = _header.Dimension;
            _building = Task.Run(() => BuildAsync(dimension));
        }
    }

    private async Task BuildAsync(int dimension)
    {
        try
        {
            PostgresLog.IndexBegun(_logger, _name, _database.Place, dimension);
            await _database.UseAsync(
                connection => _index!.BuildAsync(connection, dimension, _settings.Connections, _ending.Token), _ending.Token);
            if (_index!.Dimension == dimension)
                PostgresLog.IndexReady(_logger, _name, _database.Place, dimension);
            else
                PauseBuilding(PauseForOthers);
        }
        catch (OperationCanceledException)
        {
            // The namespace is being closed; who opens it next builds the index.
        }
        catch (EngineException e)
        {
            PauseBuilding(PauseAfterFailure);
            PostgresLog.IndexFailed(_logger, _name, _database.Place, e.Message);
        }
    }

    private void PauseBuilding(TimeSpan pause)
    {
        lock (_lock)
            _nextBuild = Environment.TickCount64 + (long)pause.TotalMilliseconds;
    }

    private sealed record Opened(
        string Server, Pgvector? Pgvector, PostgresIndex? Index, NamespaceHeader Header, (long Table, long Indexes) Bytes);
}
