using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>Compares a query with all keys, for answers that have many of them.</summary>
internal static class FullScan
{
    /// <summary>The best rows from a page on, the most similar first and equals by their keys.</summary>
    public static Hit[] Find(Snapshot snapshot, Query query, int firstPage, int threads, CancellationToken cancellationToken)
    {
        var pages = new Hit[snapshot.Pages.Length - firstPage][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, pages.Length, options, page => pages[page] = Compare(snapshot, query, firstPage + page));
        Hit[] hits = [.. pages.SelectMany(page => page)];
        Array.Sort(hits, (first, second) => Hit.Compare(snapshot, first, second));
        return hits.Length <= query.Most ? hits : hits[..query.Most];
    }

    private static Hit[] Compare(Snapshot snapshot, Query query, int page)
    {
        var layout = snapshot.Layout!;
        var firstRow = page << layout.RowBits;
        var rows = Math.Min(layout.RowsPerBlock, snapshot.Rows - firstRow);
        var hits = new List<Hit>(Math.Max(rows, 0));
        for (var row = 0; row < rows; row++)
        {
            if (!snapshot.Pages[page].IsDeleted(row))
                hits.Add(new Hit(firstRow + row, query.SimilarityTo(snapshot.Pages[page].Block, row)));
        }
        return [.. hits];
    }
}
