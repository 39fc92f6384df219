using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Index;
using LocalAI.Plugins.Store.Requests;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Tests.Index;

/// <summary>A table with an index, searched as a namespace searches it.</summary>
internal sealed class IndexedTable : IAsyncDisposable
{
    public static readonly StoreSettings Settings = new() { Name = "test", Index = IndexKind.Hnsw, Threads = 2 };

    private readonly SearchQueue _searches;

    public IndexedTable(StoreSettings? settings = null)
    {
        Index = new RowIndex(Table, settings ?? Settings);
        _searches = new SearchQueue(Table, Index, () => 1);
    }

    public RowTable Table { get; } = new();

    public RowIndex Index { get; }

    public string State => Index.Describe(Table.Current);

    public long? IndexedRows => Index.IndexedRows(Table.Current);

    public void Add(IReadOnlyList<float[]> keys) => Tables.Add(Table, keys);

    public void Delete(IEnumerable<float[]> keys)
    {
        Table.Delete(keys);
        Table.Publish();
    }

    public Task<StoresFindResult> FindAsync(float[] query, int topK) =>
        _searches.FindAsync(query, topK, CancellationToken.None);

    /// <summary>The hits of the index; null where it leaves the answer to exact search.</summary>
    public Hit[]? Indexed(float[] query, int topK)
    {
        var snapshot = Table.Enter();
        try
        {
            return Index.TryFind(snapshot, new Query(query, snapshot.Layout!, topK), out var hits) ? hits : null;
        }
        finally
        {
            snapshot.Leave();
        }
    }

    /// <summary>The share of the true nearest that the index finds; of equally near ones any will do.</summary>
    public double Recall(IReadOnlyList<float[]> queries, int topK)
    {
        var found = 0;
        foreach (var key in queries)
        {
            var snapshot = Table.Enter();
            var query = new Query(key, snapshot.Layout!, topK);
            var least = ExactSearch.Find(snapshot, [query], 1, CancellationToken.None)[0][^1].Similarity;
            Assert.True(Index.TryFind(snapshot, query, out var hits), State);
            Assert.Equal(topK, hits.Select(hit => hit.Row).Distinct().Count());
            found += hits.Count(hit => hit.Similarity >= least);
            snapshot.Leave();
        }
        return (double)found / queries.Count / topK;
    }

    public async ValueTask DisposeAsync() => await Index.DisposeAsync();
}
