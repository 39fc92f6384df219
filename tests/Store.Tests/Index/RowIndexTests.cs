using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Tests.Index;

public class RowIndexTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finds_the_wanted_share_while_keys_come_and_go()
    {
        var source = new LowRank(1, 64);
        await using var store = new IndexedTable();
        var keys = source.Take(14_000).ToList();
        store.Add(keys);
        await store.Index.Settled;
        Assert.True(store.Recall(source.Take(300), 10) >= 0.985, store.State);

        for (var round = 0; round < 4; round++)
        {
            var gone = keys.Where((_, i) => i % 10 == round).ToList();
            store.Delete(gone);
            keys = [.. keys.Except(gone)];
            var added = source.Take(3000);
            store.Add(added);
            keys.AddRange(added);
            await store.Index.Settled;
        }

        var queries = source.Take(300);
        Assert.True(store.Recall(queries, 10) >= 0.985, store.State);
        Assert.True(store.Recall(queries, 50) >= 0.98, store.State);
        Assert.Equal(keys.Count, store.IndexedRows);
        Assert.Contains("for recall 0.99", store.State, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.8f)]
    [InlineData(0.999f)]
    public async Task A_wanted_recall_is_kept_to_and_can_be_changed(float recall)
    {
        var source = new LowRank(2, 48);
        await using var store = new IndexedTable();
        store.Add(source.Take(8000));
        await store.Index.Settled;
        var before = Width(store);

        store.Index.Use(IndexedTable.Settings with { Recall = recall });
        await store.Index.Settled;

        Assert.Equal(recall > 0.99f, Width(store) > before);
        Assert.True(store.Recall(source.Take(300), 10) >= recall - 0.01, store.State);
    }

    [Fact]
    public async Task What_was_just_set_is_found_and_what_was_deleted_is_not()
    {
        var source = new LowRank(3, 32);
        await using var store = new IndexedTable();
        var keys = source.Take(6000).ToList();
        store.Add(keys);
        await store.Index.Settled;

        for (var round = 0; round < 60; round++)
        {
            var added = source.Take(1 + (round * 7 % 50));
            store.Add(added);
            foreach (var key in added)
                Assert.Equal(key, Indexed(store, key)[0]);
            var gone = Enumerable.Range(0, 30).Select(i => keys[(round * 30) + i]).Append(added[0]).ToList();
            store.Delete(gone);
            foreach (var key in gone)
                Assert.DoesNotContain(key, Indexed(store, key));
            keys.AddRange(added.Skip(1));
        }
        foreach (var key in keys.Skip(60 * 30).Where((_, i) => i % 10 == 0))
            Assert.Equal(key, Indexed(store, key)[0]);
    }

    [Fact]
    public async Task All_neighbours_of_a_query_may_be_deleted()
    {
        var source = new LowRank(4, 32);
        await using var store = new IndexedTable();
        var keys = source.Take(5000);
        store.Add(keys);
        await store.Index.Settled;
        var query = source.Next();

        store.Delete(Oracle.Find(keys, query, 1000).Select(row => row.Key));

        var found = await store.FindAsync(query, 10);
        Assert.Equal(10, found.Keys.Count);
        var expected = Oracle.Find(keys, query, 1010).Skip(1000).Select(row => row.Key).ToList();
        Assert.True(found.Keys.Count(key => expected.Any(other => other.SequenceEqual(key.Floats))) >= 8);
    }

    [Fact]
    public async Task Many_deletes_make_it_anew_and_give_the_rows_back()
    {
        var source = new LowRank(5, 32);
        await using var store = new IndexedTable();
        var keys = source.Take(4000);
        store.Add(keys);
        await store.Index.Settled;

        for (var round = 0; round < 10; round++)
        {
            store.Delete(keys[..2000]);
            await store.Index.Settled;
            Assert.True(store.Recall(source.Take(50), 10) >= 0.95, store.State);
            keys = [.. keys[2000..], .. source.Take(2000)];
            store.Add(keys[2000..]);
            await store.Index.Settled;
            Assert.Equal(4000, store.IndexedRows);
            Assert.True(store.Recall(source.Take(50), 10) >= 0.95, store.State);
        }

        // Without giving back there were 24,000; one graph's worth is given back one round late.
        Assert.InRange(store.Table.Current.Rows, 4000, 12_000);
    }

    [Fact]
    public async Task A_store_that_was_emptied_begins_anew_with_any_dimension()
    {
        await using var store = new IndexedTable();
        foreach (var dimension in (int[])[16, 40, 16, 7])
        {
            var source = new LowRank(dimension, dimension);
            var keys = source.Take(2000);
            store.Add(keys);
            if (dimension != 40)
                await store.Index.Settled;
            foreach (var key in keys.Take(20))
                Assert.Equal(key, (await store.FindAsync(key, 3)).Keys[0].Floats);
            store.Delete(keys);
            Assert.Empty((await store.FindAsync(keys[0], 3)).Keys);
        }
        await store.Index.Settled;
        Assert.Equal(0, store.Index.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(200)]
    public async Task Small_stores_are_answered_in_full(int rows)
    {
        var source = new LowRank(rows, 12);
        await using var store = new IndexedTable();
        var keys = source.Take(rows);
        foreach (var key in keys)
            store.Add([key]);
        await store.Index.Settled;

        foreach (var topK in (int[])[1, 3, rows, rows + 5])
        {
            var query = source.Next();
            Assert.Equal(
                Oracle.Find(keys, query, topK).Select(row => row.Key),
                (await store.FindAsync(query, topK)).Keys.Select(key => key.Floats.ToArray()));
        }
    }

    [Fact]
    public async Task Keys_of_one_direction_hide_no_others()
    {
        var source = new LowRank(6, 24);
        await using var store = new IndexedTable();
        var one = source.Next();
        var others = source.Take(3000);
        store.Add([.. Enumerable.Range(1, 1000).Select(i => Array.ConvertAll(one, x => x * i * 0.37f)), .. others]);
        await store.Index.Settled;

        Assert.True(store.Recall(source.Take(100), 10) >= 0.97, store.State);
        Assert.True(store.Recall(others[..100], 10) >= 0.97, store.State);
        var same = await store.FindAsync(one, 20);
        Assert.All(same.Similarities, similarity => Assert.Equal(1f, similarity, 1e-6f));
    }

    [Fact]
    public async Task All_keys_may_have_one_direction_or_no_length()
    {
        await using var store = new IndexedTable();
        store.Add([.. Enumerable.Range(1, 3000).Select(i => new float[] { i, 2f * i, -i }), new float[3]]);
        await store.Index.Settled;

        Assert.All((await store.FindAsync([1, 2, -1], 5)).Similarities, similarity => Assert.Equal(1f, similarity));
        Assert.All((await store.FindAsync([-1, 0, 0], 5)).Similarities.Skip(1), similarity => Assert.True(similarity < 0));
        Assert.All((await store.FindAsync([0, 0, 0], 5)).Similarities, similarity => Assert.Equal(0, similarity));
        Assert.Single((await store.FindAsync([17, 34, -17], 300)).Keys, key => key.Floats.SequenceEqual([17f, 34f, -17f]));
    }

    [Fact]
    public async Task Auto_begins_when_there_are_enough_keys_and_ends_when_they_are_few()
    {
        var source = new LowRank(7, 16);
        await using var store = new IndexedTable(IndexedTable.Settings with { Index = IndexKind.Auto, AutoRows = 1000 });
        var keys = source.Take(1000);
        store.Add(keys[..999]);
        await store.Index.Settled;
        Assert.Equal("exact search, hnsw from 1,000 keys on", store.State);
        Assert.Null(store.IndexedRows);

        store.Add(keys[999..]);
        await store.Index.Settled;
        Assert.Equal(1000, store.IndexedRows);

        store.Delete(keys[..501]);
        await store.Index.Settled;
        Assert.Null(store.IndexedRows);
        Assert.Equal(0, store.Index.Bytes);
    }

    [Fact]
    public async Task Other_settings_make_it_anew_or_remove_it()
    {
        var source = new LowRank(8, 16);
        await using var store = new IndexedTable();
        store.Add(source.Take(2000));
        await store.Index.Settled;
        var bytes = store.Index.Bytes;

        store.Index.Use(IndexedTable.Settings with { Connections = 32 });
        await store.Index.Settled;
        Assert.InRange(store.Index.Bytes, bytes * 1.7, bytes * 2.1);
        Assert.NotNull(store.Indexed(source.Next(), 10));

        store.Index.Use(IndexedTable.Settings with { Index = IndexKind.Exact });
        await store.Index.Settled;
        Assert.Equal("exact search", store.State);
        Assert.Null(store.Indexed(source.Next(), 10));
        Assert.Equal(0, store.Index.Bytes);
    }

    [Fact]
    public async Task Directions_without_any_structure_are_searched_exactly()
    {
        var random = new Random(9);
        await using var store = new IndexedTable();
        store.Add([.. Enumerable.Range(0, 3000).Select(_ => Vectors.Unit(random, 256))]);
        await store.Index.Settled;

        Assert.Null(store.Indexed(Vectors.Unit(random, 256), 10));
        Assert.Contains("exact search, which is faster here", store.State, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_right_while_it_is_built_and_it_can_be_disposed_meanwhile()
    {
        var source = new LowRank(10, 64);
        var store = new IndexedTable();
        var keys = source.Take(10_000).ToList();
        store.Add(keys[..5000]);
        for (var from = 5000; from < keys.Count; from += 500)
        {
            store.Add(keys[from..(from + 500)]);
            var snapshot = store.Table.Enter();
            var query = source.Next();
            var expected = ExactSearch.Find(snapshot, [new Query(query, snapshot.Layout!, 10)], 1, Token)[0];
            var found = await store.FindAsync(query, 10);
            snapshot.Leave();
            Assert.True(found.Similarities.Count(similarity => similarity >= expected[^1].Similarity) >= 7);
            Assert.Equal(keys[from + 3], (await store.FindAsync(keys[from + 3], 1)).Keys[0].Floats);
        }

        await store.DisposeAsync();
        store.Add(source.Take(10));
        Assert.Equal(keys[1], (await store.FindAsync(keys[1], 1)).Keys[0].Floats);
    }

    private static int Width(IndexedTable store) => int.Parse(store.State.Split("ef ")[1].Split(' ')[0]);

    private static List<float[]> Indexed(IndexedTable store, float[] query)
    {
        var snapshot = store.Table.Enter();
        Assert.True(store.Index.TryFind(snapshot, new Query(query, snapshot.Layout!, 5), out var hits), store.State);
        var keys = hits.Select(hit => snapshot.Key(hit.Row).ToArray()).ToList();
        snapshot.Leave();
        return keys;
    }
}
