using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// Measures how wide a walk must be for a wanted recall: queries beside keys of the store, whose true nearest exact search tells.
/// </summary>
internal sealed class Calibration(Graph graph, Snapshot snapshot, int threads, CancellationToken cancellationToken)
{
    private const int Samples = 200;
    private const int Together = 16;
    private const int Seed = 9;

    // A query lies about so far from a key, as a share of the key's length: not on a key, and not where no keys are.
    private const float Noise = 0.2f;

    // What a walk compares it fetches from all over memory: it takes about so many times as long as in exact search.
    private const int CostOfWalking = 4;

    private readonly Walker _walker = new();

    /// <summary>The width for a recall.</summary>
    public SearchWidth Measure(float recall)
    {
        // The samples are few: what they show must be a little better than what is promised.
        var target = recall + ((1 - recall) * 0.2f);
        var keys = Keys();
        return new SearchWidth(
            WidthFor(keys, SearchWidth.FewHits, target), WidthFor(keys, SearchWidth.ManyHits, target), snapshot.Live, recall);
    }

    private int? WidthFor(List<float[]> keys, int most, float target)
    {
        most = Math.Clamp(snapshot.Live / 8, 1, most);
        var queries = keys.ConvertAll(key => new Query(key, snapshot.Layout!, most));
        var least = new List<float>(queries.Count);
        foreach (var some in queries.Chunk(Together))
        {
            foreach (var hits in ExactSearch.Find(snapshot, some, threads, cancellationToken))
                least.Add(hits[^1].Similarity);
        }

        var (low, high) = (0, most);
        while (!Reaches(queries, least, high, target, out var isSlow))
        {
            if (isSlow)
                return null;
            (low, high) = (high, high * 2);
        }
        while (high - low > Math.Max(1, high / 16))
        {
            var middle = (low + high) / 2;
            if (Reaches(queries, least, middle, target, out _))
                high = middle;
            else
                low = middle;
        }
        return Math.Max(most, high);
    }

    private bool Reaches(List<Query> queries, List<float> least, int width, float target, out bool isSlow)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var compared = _walker.Compared;
        var found = 0L;
        for (var i = 0; i < queries.Count; i++)
        {
            if (GraphSearch.Find(graph, _walker, snapshot, queries[i], width) is { } hits)
                found += hits.Count(hit => hit.Similarity >= least[i]);
        }
        isSlow = (_walker.Compared - compared) * CostOfWalking > (long)snapshot.Live * queries.Count;
        return found >= (double)target * queries.Count * queries[0].Most;
    }

    private List<float[]> Keys()
    {
        var random = new Random(Seed);
        List<float[]> keys = [];
        for (var i = 0; i < Samples; i++)
        {
            var row = random.Next(snapshot.Rows);
            while (!snapshot.Shows(row))
                row = (row + 1) % snapshot.Rows;
            keys.Add(Beside(snapshot.Key(row), snapshot.PageOf(row).Block.Norms.Span[snapshot.PlaceOf(row)], random));
        }
        keys.RemoveAll(key => RowCoder.Measure(key).Norm is 0 or double.PositiveInfinity);
        return keys;
    }

    private static float[] Beside(ReadOnlySpan<float> key, double norm, Random random)
    {
        // Of a uniform number from -1 to 1 the variance is 1/3.
        var noise = Noise * norm * Math.Sqrt(3.0 / key.Length);
        var beside = new float[key.Length];
        for (var i = 0; i < key.Length; i++)
            beside[i] = (float)(key[i] + (noise * ((random.NextDouble() * 2) - 1)));
        return beside;
    }
}
