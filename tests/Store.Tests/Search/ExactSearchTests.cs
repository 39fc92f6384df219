using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Tests.Search;

public class ExactSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 500)]
    [InlineData(3, 20_000)]
    [InlineData(64, 5_000)]
    [InlineData(127, 5_000)]
    [InlineData(768, 3_000)]
    [InlineData(5_000, 40)]
    public void Finds_the_same_rows_as_a_comparison_of_all(int dimension, int rows)
    {
        var random = new Random(dimension);
        var table = Tables.Of(
            Enumerable.Range(0, rows).Select(_ => Vectors.Normal(random, dimension)).DistinctBy(key => string.Join(' ', key)));
        var snapshot = table.Current;
        Query[] queries =
            [.. Enumerable.Range(0, 7).Select(i => new Query(Vectors.Normal(random, dimension), snapshot.Layout!, 1 + (i * 3)))];

        var together = ExactSearch.Find(snapshot, queries, 2, Token);

        for (var i = 0; i < queries.Length; i++)
        {
            Assert.Equal(FullScan.Find(snapshot, queries[i], 0, 1, Token), together[i]);
            Assert.Equal(together[i], ExactSearch.Find(snapshot, [queries[i]], 1, Token)[0]);
        }
    }

    [Theory]
    [InlineData(1e-38f)]
    [InlineData(1e-20f)]
    [InlineData(1e20f)]
    [InlineData(3e37f)]
    public void Finds_them_whatever_the_size_of_the_numbers(float size)
    {
        var random = new Random(1);
        var table = Tables.Of(Enumerable.Range(0, 2000)
            .Select(i => Array.ConvertAll(Vectors.Unit(random, 100), x => x * (i % 2 == 0 ? size : 1))));
        var query = new Query(Array.ConvertAll(Vectors.Unit(random, 100), x => x * size), table.Current.Layout!, 20);

        Assert.Equal(FullScan.Find(table.Current, query, 0, 1, Token), ExactSearch.Find(table.Current, [query], 1, Token)[0]);
    }

    [Fact]
    public void Equals_are_decided_by_their_keys_and_none_is_lost()
    {
        // One direction, a thousand lengths, and among them those of another.
        var table = Tables.Of(Enumerable.Range(1, 1000).Select(i => i % 3 == 0 ? new float[] { i, -i } : [1001 - i, 1001 - i]));
        var query = new Query([2, 2], table.Current.Layout!, 10);

        var hits = ExactSearch.Find(table.Current, [query], 1, Token)[0];

        Assert.All(hits, hit => Assert.Equal(1f, hit.Similarity));
        var lengths = hits.Select(hit => table.Current.Key(hit.Row)[0]).ToList();
        Assert.Equal(Enumerable.Range(1, 1000).Where(i => i % 3 != 0).Select(i => 1001f - i).Order().Take(10), lengths);
    }

    [Fact]
    public void Rows_that_come_in_rising_similarity_are_found_too()
    {
        var table = Tables.Of(Enumerable.Range(0, 20_000).Select(i => new[] { MathF.Cos(i * 7e-5f), MathF.Sin(i * 7e-5f) }).Reverse());
        var query = new Query([1, 0], table.Current.Layout!, 50);

        Assert.Equal(FullScan.Find(table.Current, query, 0, 1, Token), ExactSearch.Find(table.Current, [query], 2, Token)[0]);
    }

    [Fact]
    public void A_search_that_is_cancelled_ends()
    {
        var random = new Random(1);
        var table = Tables.Of(Enumerable.Range(0, 2000).Select(_ => Vectors.Unit(random, 20)));
        var query = new Query(Vectors.Unit(random, 20), table.Current.Layout!, 5);

        Assert.ThrowsAny<OperationCanceledException>(
            () => ExactSearch.Find(table.Current, [query], 1, new CancellationToken(canceled: true)));
    }
}
