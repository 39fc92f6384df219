using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Index;

/// <summary>Finds the rows nearest to a query with a graph, and with a look at every row that is not in it yet.</summary>
internal static class GraphSearch
{
    /// <summary>The best rows of a snapshot that the walk finds, the most similar first and equals by their keys.</summary>
    /// <param name="graph">A graph of the snapshot's rows.</param>
    /// <param name="walker">The calling thread's.</param>
    /// <param name="snapshot">What is searched.</param>
    /// <param name="query">A query whose vector has a length.</param>
    /// <param name="width">How many rows the walk keeps.</param>
    /// <returns>Null when the walk did not find as many as are wanted.</returns>
    public static Hit[]? Find(Graph graph, Walker walker, Snapshot snapshot, Query query, int width)
    {
        // First how far the graph is: what is added meanwhile may be met twice and is not missed.
        var (indexed, reusedSeen) = (graph.Indexed, graph.ReusedSeen);
        var best = new BestHits(snapshot, query.Most);
        HashSet<int>? offered = null;
        if (!snapshot.Reused.Reaches(reusedSeen))
            return null;
        var rest = Math.Max(0, snapshot.Rows - indexed) + snapshot.Reused.After(reusedSeen).Length;
        if (rest > 0)
            offered = OfferRest(snapshot, query, indexed, reusedSeen, best);
        // A key that is there is found, whatever way the walk takes.
        var same = snapshot.Find(query.Key);
        if (same >= 0 && (offered ??= []).Add(same))
            best.Offer(Compare(snapshot, query, same));
        var shown = OfferNodes(graph, walker, snapshot, query, width, best, offered);
        return shown >= Math.Min(width, snapshot.Live - rest) && best.Count == query.Most ? best.ToArray() : null;
    }

    /// <summary>Shows the best the rows that a walk finds.</summary>
    /// <param name="graph">A graph of the snapshot's rows.</param>
    /// <param name="walker">The calling thread's.</param>
    /// <param name="snapshot">What is searched.</param>
    /// <param name="query">A query whose vector has a length.</param>
    /// <param name="width">How many rows the walk keeps.</param>
    /// <param name="best">What is shown the rows.</param>
    /// <param name="known">Rows that it has been shown already; null for none.</param>
    /// <param name="absent">A row that is treated as if it were not there, one of level 0 alone; -1 for none.</param>
    /// <returns>How many rows of the snapshot the walk has found.</returns>
    public static unsafe int OfferNodes(
        Graph graph, Walker walker, Snapshot snapshot, Query query, int width, BestHits best, HashSet<int>? known, int absent = -1)
    {
        // In this order, for the view has to reach to the entry.
        var entry = graph.Entry;
        var view = graph.View;
        if (entry.Level < 0)
            return 0;
        var near = walker.Descend(view, query.Codes, entry, 0);
        if (!walker.Walk(view, query.Codes, near, 0, width, snapshot, absent))
            return 0;
        var shown = 0;
        for (var i = 0; i < walker.Beam.Count; i++)
        {
            var row = walker.Beam.RowAt(i);
            if (!snapshot.Shows(row))
                continue;
            shown++;
            var (block, place) = (snapshot.PageOf(row).Block, snapshot.PlaceOf(row));
            // The codes say of most that they cannot be among the best; of the others the similarity is computed.
            var greatest = (walker.Beam.SimilarityAt(i) * query.Step) + query.Bound(block.Residuals.Pointer[place]);
            if (greatest >= best.Least && known?.Contains(row) != true)
                best.Offer(new Hit(row, query.SimilarityTo(block, place)));
        }
        GC.KeepAlive(query);
        return shown;
    }

    private static HashSet<int> OfferRest(Snapshot snapshot, Query query, int indexed, long reusedSeen, BestHits best)
    {
        HashSet<int> offered = [];
        if (indexed < snapshot.Rows)
        {
            var firstPage = indexed >> snapshot.Layout!.RowBits;
            foreach (var hit in ExactSearch.Find(snapshot, [query], firstPage, 1, CancellationToken.None)[0])
            {
                offered.Add(hit.Row);
                best.Offer(hit);
            }
        }
        foreach (var row in snapshot.Reused.After(reusedSeen))
        {
            if (snapshot.Shows(row) && offered.Add(row))
                best.Offer(Compare(snapshot, query, row));
        }
        return offered;
    }

    private static Hit Compare(Snapshot snapshot, Query query, int row) =>
        new(row, query.SimilarityTo(snapshot.PageOf(row).Block, snapshot.PlaceOf(row)));
}
