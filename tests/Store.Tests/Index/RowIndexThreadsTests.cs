using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Tests.Index;

public class RowIndexThreadsTests
{
    [Fact]
    public async Task Readers_beside_a_writer_get_sorted_answers_with_exact_similarities()
    {
        var source = new LowRank(20, 32);
        await using var store = new IndexedTable();
        var keys = source.Take(4000);
        store.Add(keys);
        await store.Index.Settled;
        var queries = source.Take(200);
        using var end = new CancellationTokenSource();

        var readers = Enumerable.Range(0, 8).Select(reader => Task.Factory.StartNew(
            () => Read(store, queries, reader, end.Token), TaskCreationOptions.LongRunning)).ToArray();
        for (var round = 0; round < 12; round++)
        {
            store.Delete(keys[..800]);
            keys = [.. keys[800..], .. source.Take(800)];
            store.Add(keys[3200..]);
            await store.Index.Settled;
        }
        await end.CancelAsync();

        Assert.All(await Task.WhenAll(readers), byIndex => Assert.True(byIndex > 0));
        Assert.True(store.Recall(queries, 10) >= 0.97, store.State);
    }

    private static int Read(IndexedTable store, float[][] queries, int reader, CancellationToken end)
    {
        var byIndex = 0;
        for (var i = reader; !end.IsCancellationRequested; i++)
        {
            var snapshot = store.Table.Enter();
            var query = new Query(queries[i % queries.Length], snapshot.Layout!, 10);
            if (store.Index.TryFind(snapshot, query, out var hits))
            {
                byIndex++;
                Assert.Equal(10, hits.Select(hit => hit.Row).Distinct().Count());
                for (var j = 0; j < hits.Length; j++)
                {
                    Assert.True(snapshot.Shows(hits[j].Row));
                    Assert.Equal(query.SimilarityTo(snapshot.PageOf(hits[j].Row).Block, snapshot.PlaceOf(hits[j].Row)), hits[j].Similarity);
                    Assert.True(j == 0 || Hit.Compare(snapshot, hits[j - 1], hits[j]) < 0);
                }
            }
            snapshot.Leave();
        }
        return byIndex;
    }
}
