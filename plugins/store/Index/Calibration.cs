using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// Measures how wide a walk must be for a wanted recall. Keys of the store are the queries, each as if it were not in the store: no
/// walk goes through it, and exact search tells its true nearest among the others.
/// </summary>
internal sealed class Calibration(Graph graph, Snapshot snapshot, int threads, CancellationToken cancellationToken)
{
    private const int Samples = 200;
    private const int Together = 16;
    private const int Seed = 9;

    // What a walk compares it fetches from all over memory: it takes about so many times as long as in exact search.
    private const int CostOfWalking = 4;

    private readonly Walker _walker = new();

    /// <summary>The width for a recall.</summary>
    public SearchWidth Measure(float recall)
    {
        var rows = Rows();
        return new SearchWidth(
            WidthFor(rows, SearchWidth.FewHits, recall), WidthFor(rows, SearchWidth.ManyHits, recall), snapshot.Live, recall);
    }

    private int? WidthFor(List<int> rows, int most, float recall)
    {
        most = Math.Clamp(snapshot.Live / 8, 1, most);
        var samples = rows.ConvertAll(row => new Sample(row, new Query(snapshot.Key(row).ToArray(), snapshot.Layout!, most + 1)));
        foreach (var some in samples.Chunk(Together))
        {
            var hits = ExactSearch.Find(snapshot, [.. some.Select(sample => sample.Query)], threads, cancellationToken);
            for (var i = 0; i < some.Length; i++)
                some[i].Least = hits[i].Where(hit => hit.Row != some[i].Row).Take(most).LastOrDefault().Similarity;
        }

        var (low, high) = (0, most);
        while (!Reaches(samples, high, most, recall, out var isSlow))
        {
            if (isSlow)
                return null;
            (low, high) = (high, high * 2);
        }
        while (high - low > Math.Max(1, high / 16))
        {
            var middle = (low + high) / 2;
            if (Reaches(samples, middle, most, recall, out _))
                high = middle;
            else
                low = middle;
        }
        return Math.Max(most, high);
    }

    private bool Reaches(List<Sample> samples, int width, int most, float recall, out bool isSlow)
    {
        var compared = _walker.Compared;
        var found = 0L;
        foreach (var sample in samples)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var best = new BestHits(snapshot, most);
            GraphSearch.OfferNodes(graph, _walker, snapshot, sample.Query, width, best, known: null, absent: sample.Row);
            found += best.ToArray().Count(hit => hit.Similarity >= sample.Least);
        }
        isSlow = (_walker.Compared - compared) * CostOfWalking > (long)snapshot.Live * samples.Count;
        return found >= (double)recall * samples.Count * most;
    }

    private List<int> Rows()
    {
        var random = new Random(Seed);
        HashSet<int> rows = [];
        // Few keys may be fewer than samples, or not suit.
        for (var i = 0; i < Samples * 4 && rows.Count < Samples; i++)
        {
            var row = random.Next(snapshot.Rows);
            if (snapshot.Shows(row) && GraphLevel.Of(row, graph.Connections) == 0
                && snapshot.PageOf(row).Block.Norms.Span[snapshot.PlaceOf(row)] > 0)
                rows.Add(row);
        }
        return [.. rows];
    }

    private sealed class Sample(int row, Query query)
    {
        public int Row => row;

        public Query Query => query;

        /// <summary>The similarity of the last true hit.</summary>
        public float Least { get; set; }
    }
}
