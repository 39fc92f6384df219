using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Tests.Rows;

public class RowTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Does_what_a_dictionary_does(int seed)
    {
        var random = new Random(seed);
        var table = new RowTable();
        var model = new Dictionary<(float, float), string>();
        for (var step = 0; step < 3000; step++)
        {
            var keys = Enumerable.Range(0, random.Next(1, 20)).Select(_ => new[] { random.Next(40), (float)random.Next(40) })
                .DistinctBy(key => (key[0], key[1])).ToList();
            if (random.Next(3) > 0)
            {
                Set(table, keys, key => $"{step} {new string('v', random.Next(300))}", model);
            }
            else
            {
                var there = keys.Count(key => model.Remove((key[0], key[1])));
                Assert.Equal(there, table.Delete(keys));
                table.Publish();
            }
            Assert.Equal(model.Count, table.Current.Live);
        }
        Check(table.Current, model);
    }

    [Fact]
    public void A_snapshot_stays_as_it_is_while_rows_come_and_go()
    {
        var random = new Random(1);
        var table = new RowTable();
        var model = new Dictionary<(float, float), string>();
        Set(table, [.. Grid(20)], key => $"first {key[0]} {key[1]}", model);
        var held = table.Enter();
        var expected = new Dictionary<(float, float), string>(model);
        for (var round = 0; round < 20; round++)
        {
            var some = Grid(20).Where(_ => random.Next(2) == 0).ToList();
            foreach (var key in some)
                model.Remove((key[0], key[1]));
            table.Delete(some);
            table.Publish();
            Set(table, [.. Grid(30).Where(_ => random.Next(4) == 0)], key => $"{round}", model);
        }

        Check(held, expected);
        Check(table.Current, model);
        held.Leave();
    }

    [Fact]
    public void Rows_of_deleted_keys_are_taken_again_when_nobody_looks_at_them()
    {
        var table = Tables.Of(Grid(50));
        var rows = table.Current.Rows;
        for (var round = 1; round < 20; round++)
        {
            table.Delete([.. Grid(50).Skip(1)]);
            table.Publish();
            Tables.Add(table, [.. Grid(50).Skip(1).Select(key => new[] { key[0], key[1] + (round * 1000) })]);
            table.Delete([.. Grid(50).Skip(1).Select(key => new[] { key[0], key[1] + (round * 1000) })]);
            table.Publish();
            Tables.Add(table, [.. Grid(50).Skip(1)]);
        }

        Assert.InRange(table.Current.Rows, rows, rows * 3);
    }

    [Fact]
    public void Memory_of_replaced_values_is_given_back()
    {
        var table = Tables.Of(Grid(10));
        var value = Vectors.Value(new string('x', 100_000));
        for (var round = 0; round < 50; round++)
        {
            var batch = table.Begin(2, 100);
            foreach (var key in Grid(10))
            {
                var (norm, largest) = RowCoder.Measure(key);
                batch.Add(key, norm, largest);
            }
            table.Apply(batch, [.. Grid(10).Select(_ => value)]);
            table.Publish();
        }

        Assert.InRange(table.Bytes.Values, 10_000_000, 40_000_000);
        Assert.All(Grid(10), key => Assert.Equal(100_000, table.Current.Value(table.Current.Find(key)).Length));
    }

    [Fact]
    public void Publishing_an_earlier_state_shows_that_and_no_more()
    {
        var table = Tables.Of([[1, 0]]);
        Stage(table, [0, 1]);
        var flushed = table.Next;
        Stage(table, [1, 1]);
        table.Delete([[1, 0]]);

        table.Publish(flushed);

        Assert.Equal(2, table.Current.Live);
        Assert.True(table.Current.Find([1, 0]) >= 0);
        table.Publish();
        Assert.Equal(2, table.Current.Live);
        Assert.Equal(-1, table.Current.Find([1, 0]));
    }

    [Fact]
    public async Task Readers_beside_a_writer_see_whole_changes()
    {
        // Every change moves all keys of one generation to the next, so a reader that sees parts would see two.
        var table = Tables.Of(Enumerable.Range(0, 50).Select(i => new[] { i, 0f }));
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var looked = 0;
            for (; !done.IsCancellationRequested || looked == 0; looked++)
            {
                var snapshot = table.Enter();
                var generations = Enumerable.Range(0, snapshot.Rows).Where(snapshot.Shows).Select(row => snapshot.Key(row)[1]).ToList();
                Assert.Equal(50, generations.Count);
                Assert.Single(generations.Distinct());
                Assert.True(snapshot.Find([7, generations[0]]) >= 0);
                snapshot.Leave();
            }
        })).ToList();
        for (var generation = 1; generation < 2000; generation++)
        {
            foreach (var key in Enumerable.Range(0, 50).Select(i => new[] { i, (float)generation }))
                Stage(table, key);
            table.Delete([.. Enumerable.Range(0, 50).Select(i => new[] { i, generation - 1f })]);
            table.Publish();
        }
        await done.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Equal(50, table.Current.Live);
    }

    private static IEnumerable<float[]> Grid(int size) =>
        Enumerable.Range(0, size * size).Select(i => new[] { i / size, (float)(i % size) });

    private static void Stage(RowTable table, float[] key)
    {
        var batch = table.Begin(2, 1);
        var (norm, largest) = RowCoder.Measure(key);
        batch.Add(key, norm, largest);
        table.Apply(batch, [Vectors.Value("v")]);
    }

    private static void Set(
        RowTable table, List<float[]> keys, Func<float[], string> valueOf, Dictionary<(float, float), string> model)
    {
        var batch = table.Begin(2, keys.Count);
        var values = keys.ConvertAll(key => valueOf(key));
        for (var i = 0; i < keys.Count; i++)
        {
            var (norm, largest) = RowCoder.Measure(keys[i]);
            Assert.Equal(-1, batch.Add(keys[i], norm, largest));
            model[(keys[i][0], keys[i][1])] = values[i];
        }
        table.Apply(batch, [.. values.Select(Vectors.Value)]);
        table.Publish();
    }

    private static void Check(Snapshot snapshot, Dictionary<(float, float), string> model)
    {
        Assert.Equal(model.Count, snapshot.Live);
        foreach (var (key, value) in model)
        {
            var row = snapshot.Find([key.Item1, key.Item2]);
            Assert.True(row >= 0, $"{key} is not there.");
            Assert.Equal(value, System.Text.Encoding.UTF8.GetString(snapshot.Value(row).Span));
        }
        Assert.Equal(model.Count, Enumerable.Range(0, snapshot.Rows).Count(snapshot.Shows));
    }
}
