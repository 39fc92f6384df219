using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Postgres;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>One at a time: that is what the server can.</summary>
[CollectionDefinition(nameof(Pgvector))]
public class OneConnectionAtATime : ICollectionFixture<PgliteServer>;

[Collection(nameof(Pgvector))]
public class PgvectorExactTests(PgliteServer server) : StoreContract
{
    private PostgresNamespace? _space;

    private protected override async Task<IVectorStore> OpenAsync()
    {
        var settings = new StoreSettings { Name = $"{Guid.NewGuid():N}", Postgres = server.Connection() };
        _space = await PostgresNamespace.OpenAsync(settings, NullLogger.Instance, TestContext.Current.CancellationToken);
        Assert.Contains("exact search with pgvector 0.8", _space.Description, StringComparison.Ordinal);
        return new StoreModel(settings, new NamespaceLease(_space, _space.DisposeAsync), new StoreMeters());
    }
}

[Collection(nameof(Pgvector))]
public class PgvectorIndexTests(PgliteServer server) : StoreContract
{
    private readonly string _name = $"{Guid.NewGuid():N}";
    private PostgresNamespace? _space;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected override async Task<IVectorStore> OpenAsync()
    {
        var settings = new StoreSettings { Name = _name, Postgres = server.Connection(), Index = IndexKind.Hnsw };
        _space = await PostgresNamespace.OpenAsync(settings, NullLogger.Instance, Token);
        return new StoreModel(settings, new NamespaceLease(_space, CloseAsync), new StoreMeters());

        async ValueTask CloseAsync()
        {
            // PGlite hears no wish to cancel.
            await _space.Indexing;
            await _space.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_index_is_built_and_finds_the_nearest()
    {
        await FindsTheNearestAsync(dimension: 64, rows: 1000);

        Assert.True(await AskAsync<long>(
            $"select sum(idx_scan)::bigint from pg_stat_user_indexes where relname = '{Identifier.TableOf(_name)}' and indexrelname like 'hnsw%'")
            >= 20, "Searches did not use the index.");
    }

    [Fact]
    public async Task Keys_beyond_2000_numbers_are_indexed_in_half_precision()
    {
        await FindsTheNearestAsync(dimension: 2100, rows: 60);

        // So few keys are faster compared one by one; with more the index would be used.
        var pgvector = new Pgvector(new Version(0, 8), "public");
        var query = $"array_fill(1::float4, array[2100])";
        Assert.Contains("hnsw 2100", await AskAsync<string>(
            $"explain (format json) select hash from {Identifier.Quote(Identifier.Schema)}.{Identifier.Quote(Identifier.TableOf(_name))} "
            + $"where {Pgvector.Indexed(2100)} order by {pgvector.Distance(2100).Replace("$1", query, StringComparison.Ordinal)} limit 5"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_of_another_dimension_is_in_nobodys_way()
    {
        await Store.StoresSetAsync(Vectors.Set(([1, 0, 0], "a"), ([0, 1, 0], "b")), Token);
        await _space!.Indexing;
        Assert.Equal(2, _space.State.IndexedRows);
        await Store.StoresDeleteAsync(Vectors.Delete([1, 0, 0], [0, 1, 0]), Token);

        await Store.StoresSetAsync(Vectors.Set(([1, 0], "c"), ([0, 1], "d")), Token);
        await _space.Indexing;

        Assert.Equal(2, _space.State.IndexedRows);
        Assert.Equal(["c", "d"], (await Store.StoresFindAsync(Vectors.Find(2, 1, 0), Token)).Values.Select(v => v.Bytes.ToStringUtf8()));
    }

    [Fact]
    public async Task Numbers_beyond_the_arithmetic_of_the_extension_are_stored_and_found()
    {
        await Store.StoresSetAsync(
            Vectors.Set(([1e30f, 1e30f], "huge"), ([1e-30f, 0], "tiny"), ([0, 0], "zero"), ([-1, 1], "common")), Token);
        await _space!.Indexing;

        var found = await Store.StoresFindAsync(Vectors.Find(4, 1, 1), Token);

        Assert.Equal(["huge", "tiny", "common", "zero"], found.Values.Select(value => value.Bytes.ToStringUtf8()));
        Assert.Equal([1f, MathF.Sqrt(0.5f), 0f, 0f], found.Similarities, (a, b) => MathF.Abs(a - b) < 1e-6f);
        found = await Store.StoresFindAsync(Vectors.Find(1, 1e-30f, 1e-30f), Token);
        Assert.Equal("huge", found.Values[0].Bytes.ToStringUtf8());
    }

    private async Task FindsTheNearestAsync(int dimension, int rows)
    {
        var random = new Random(dimension);
        var keys = Enumerable.Range(0, rows).Select(_ => Vectors.Unit(random, dimension)).ToArray();
        foreach (var part in keys.Chunk(100))
            await Store.StoresSetAsync(Vectors.Set([.. part.Select(key => (key, "v"))]), Token);
        await _space!.Indexing;
        Assert.Equal(rows, _space.State.IndexedRows);
        Assert.Contains("hnsw", _space.Description, StringComparison.Ordinal);

        var hits = 0;
        for (var i = 0; i < 20; i++)
        {
            var query = Vectors.Unit(random, dimension);
            var found = await Store.StoresFindAsync(Vectors.Find(10, query), Token);
            var best = Oracle.Find(keys, query, 10);
            hits += found.Keys.Count(key => best.Any(row => row.Key.SequenceEqual(key.Floats)));
            Assert.Equal(found.Similarities.OrderDescending(), found.Similarities);
            Assert.All(found.Keys.Zip(found.Similarities),
                row => Assert.Equal(Oracle.Cosine(query, [.. row.First.Floats]), row.Second, 1e-7));
        }
        Assert.True(hits >= 190, $"{hits} of the 200 nearest were found.");
    }

    // Whatever the planner prefers for a small table, and with statistics that are up to date.
    private async Task<T> AskAsync<T>(string question)
    {
        await using var source = NpgsqlDataSource.Create(server.Connection());
        await using var connection = await source.OpenConnectionAsync(Token);
        foreach (var statement in (string[])["select pg_stat_force_next_flush()", "set enable_seqscan = off"])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(Token);
        }
        await using var asked = new NpgsqlCommand(question, connection);
        return (T)(await asked.ExecuteScalarAsync(Token))!;
    }
}
