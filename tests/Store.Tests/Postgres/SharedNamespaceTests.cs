using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Postgres;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>One namespace, opened twice as by two hosts.</summary>
public class SharedNamespaceTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_calls_on_two_hosts_are_answered_as_memory_answers_them()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var settings = new StoreSettings { Name = $"{Guid.NewGuid():N}", Postgres = await server.ConnectionAsync() };
        await using var first = await OpenAsync(settings);
        await using var second = await OpenAsync(settings);
        await using var memory = new MemoryNamespace(settings);
        var model = new Dictionary<string, string>();
        var dimension = 3;
        for (var step = 0; step < 3000; step++)
        {
            var space = random.Next(2) == 0 ? first : second;
            var keys = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Key(random, dimension)).DistinctBy(Text).ToList();
            switch (random.Next(20))
            {
                case < 7:
                    var values = keys.ConvertAll(_ => Vectors.Value($"{random.Next()}"));
                    await space.SetAsync(keys, values, Token);
                    await memory.SetAsync(keys, values, Token);
                    for (var i = 0; i < keys.Count; i++)
                        model[Text(keys[i])] = values[i].Bytes.ToStringUtf8();
                    break;
                case < 11:
                    await space.DeleteAsync(keys, Token);
                    await memory.DeleteAsync(keys, Token);
                    keys.ForEach(key => model.Remove(Text(key)));
                    break;
                case < 15:
                    var got = await space.GetAsync(keys, Token);
                    Assert.Equal(await memory.GetAsync(keys, Token), got);
                    Assert.Equal(keys.Select(Text).Where(model.ContainsKey).Select(key => model[key]).Order(),
                        got.Values.Select(value => value.Bytes.ToStringUtf8()).Order());
                    break;
                case < 19:
                    var most = 1 + random.Next(12);
                    float[] query = [.. keys[0].Floats];
                    Assert.Equal(await memory.FindAsync(query, most, Token), await space.FindAsync(query, most, Token));
                    break;
                default:
                    // Everything goes, and another dimension may come.
                    var all = await memory.FindAsync([.. keys[0].Floats], int.MaxValue, Token);
                    if (all.Keys.Count > 0)
                    {
                        await space.DeleteAsync(all.Keys, Token);
                        await memory.DeleteAsync(all.Keys, Token);
                        model.Clear();
                    }
                    dimension = 1 + random.Next(20);
                    break;
            }
            Assert.Equal(model.Count, memory.State.Rows);
        }
    }

    [Fact]
    public async Task Every_reader_sees_all_of_a_write_or_nothing_while_two_hosts_write()
    {
        var settings = new StoreSettings { Name = $"{Guid.NewGuid():N}", Postgres = await server.ConnectionAsync() };
        await using var first = await OpenAsync(settings);
        await using var second = await OpenAsync(settings);
        List<StoresKey> keys = [.. Enumerable.Range(0, 8).Select(i => Vectors.Key(i, 1))];
        var writers = Enumerable.Range(0, 6).Select(async writer =>
        {
            for (var i = 0; i < 40; i++)
            {
                var space = (writer + i) % 2 == 0 ? first : second;
                if (i % 5 == 4)
                    await space.DeleteAsync(keys, Token);
                else
                    await space.SetAsync(keys, keys.ConvertAll(_ => Vectors.Value($"{writer} {i}")), Token);
            }
        }).ToList();
        var writing = Task.WhenAll(writers);
        var seen = 0;
        do
        {
            var found = await second.FindAsync([1, 1], 20, Token);
            Assert.True(found.Keys.Count is 0 or 8, $"{found.Keys.Count} of 8 keys were there.");
            Assert.True(found.Values.Distinct().Count() <= 1, "Values of two writes were seen together.");
            Assert.True((await first.GetAsync(keys, Token)).Keys.Count is 0 or 8);
            seen++;
        }
        while (!writing.IsCompleted);
        await writing;

        Assert.True(seen > 0);
        var left = await first.FindAsync([1, 1], 20, Token);
        Assert.Equal(left.Keys.Count, first.State.Rows);
    }

    [Fact]
    public async Task Of_two_first_dimensions_one_is_taken_and_the_other_refused()
    {
        var settings = new StoreSettings { Name = $"{Guid.NewGuid():N}", Postgres = await server.ConnectionAsync() };
        await using var first = await OpenAsync(settings);
        await using var second = await OpenAsync(settings);
        for (var round = 0; round < 30; round++)
        {
            var sets = await Task.WhenAll(Enumerable.Range(1, 4).Select(dimension => SucceedsAsync(
                dimension % 2 == 0 ? first : second, Vectors.Key([.. Enumerable.Range(1, dimension).Select(i => (float)i)]))));

            Assert.Single(sets, success => success);
            var taken = Array.IndexOf(sets, true) + 1;
            float[] query = [.. Enumerable.Repeat(1f, taken)];
            var found = await first.FindAsync(query, 5, Token);
            Assert.Equal(taken, Assert.Single(found.Keys).Floats.Count);
            await second.DeleteAsync(found.Keys, Token);
        }
    }

    [Fact]
    public async Task Many_hosts_open_new_namespaces_of_an_empty_database_at_once()
    {
        var admin = await server.ConnectionAsync();
        var database = $"d{Guid.NewGuid():N}";
        await PostgresServer.SqlAsync(admin, $"create database {database}");
        var connection = new Npgsql.NpgsqlConnectionStringBuilder(admin) { Database = database, MaxPoolSize = 2 }.ConnectionString;

        var spaces = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => OpenAsync(
            new StoreSettings { Name = i % 3 == 0 ? "same" : new string('x', 100 + i), Postgres = connection })));

        for (var i = 0; i < spaces.Length; i++)
            await spaces[i].SetAsync([Vectors.Key([.. Enumerable.Repeat(1f, i % 3 == 0 ? 1 : i)])], [Vectors.Value($"{i}")], Token);
        for (var i = 0; i < spaces.Length; i++)
        {
            float[] query = [.. Enumerable.Repeat(1f, i % 3 == 0 ? 1 : i)];
            Assert.Equal(i % 3 == 0 ? "21" : $"{i}",
                Assert.Single((await spaces[i].FindAsync(query, 9, Token)).Values).Bytes.ToStringUtf8());
            await spaces[i].DisposeAsync();
        }
    }

    [Fact]
    public async Task Large_values_and_long_keys_come_back()
    {
        var settings = new StoreSettings { Name = $"{Guid.NewGuid():N}", Postgres = await server.ConnectionAsync() };
        await using var space = await OpenAsync(settings);
        var random = new Random(3);
        var value = new byte[5 * 1024 * 1024];
        random.NextBytes(value);
        var keys = Enumerable.Range(0, 5).Select(_ => Vectors.Key(Vectors.Normal(random, 65_536))).ToList();

        await space.SetAsync(keys, keys.ConvertAll(_ => new StoresValue { Bytes = Google.Protobuf.ByteString.CopyFrom(value) }), Token);

        var found = await space.FindAsync([.. keys[2].Floats], 1, Token);
        Assert.Equal(keys[2], Assert.Single(found.Keys));
        Assert.True(found.Values[0].Bytes.Span.SequenceEqual(value));
        Assert.Equal(5, space.State.Rows);
    }

    private static StoresKey Key(Random random, int dimension) =>
        Vectors.Key([.. Enumerable.Range(0, dimension).Select(_ => random.Next(4) switch { 0 => -0f, 1 => 0f, 2 => 1f, _ => -0.5f })]);

    private static string Text(StoresKey key) => string.Join(' ', key.Floats.Select(x => x + 0f));

    private static async Task<bool> SucceedsAsync(PostgresNamespace space, StoresKey key)
    {
        try
        {
            await space.SetAsync([key], [Vectors.Value("v")], Token);
            return true;
        }
        catch (EngineException e) when (e.Failure == EngineFailure.InvalidInput)
        {
            return false;
        }
    }

    private static Task<PostgresNamespace> OpenAsync(StoreSettings settings) =>
        PostgresNamespace.OpenAsync(settings, NullLogger.Instance, Token);
}
