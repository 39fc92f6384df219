using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>
/// Finds exactly the rows that a comparison of all keys would find, while reading a quarter of the bytes: 8-bit codes say which rows
/// are possible, and the similarity itself decides among those. Several queries share one pass over the codes.
/// </summary>
internal static unsafe class ExactSearch
{
    /// <summary>Rows whose codes stay in a core's cache while all queries look at them.</summary>
    private const int TileBytes = 64 * 1024;

    /// <summary>Below so many bytes of codes a thread, more threads cost more than they save.</summary>
    private const int BytesPerThread = 1024 * 1024;

    private const int Together = 4;

    /// <summary>The best rows for each query, the most similar first and equals by their keys.</summary>
    /// <param name="snapshot">What is searched; not empty.</param>
    /// <param name="queries">Queries of its dimension.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Stops within one block.</param>
    public static Hit[][] Find(Snapshot snapshot, IReadOnlyList<Query> queries, int threads, CancellationToken cancellationToken) =>
        Find(snapshot, queries, 0, threads, cancellationToken);

    /// <summary>The same among the rows from a page on.</summary>
    public static Hit[][] Find(
        Snapshot snapshot, IReadOnlyList<Query> queries, int firstPage, int threads, CancellationToken cancellationToken)
    {
        var hits = new Hit[queries.Count][];
        List<int> few = [];
        for (var query = 0; query < queries.Count; query++)
        {
            // Most of the keys would be read anyway.
            if (queries[query].Most > snapshot.Live / 8)
                hits[query] = FullScan.Find(snapshot, queries[query], firstPage, threads, cancellationToken);
            else
                few.Add(query);
        }
        if (few.Count == 0)
            return hits;

        Query[] scanned = [.. few.Select(query => queries[query])];
        var candidates = Scan(snapshot, scanned, firstPage, threads, cancellationToken);
        for (var i = 0; i < scanned.Length; i++)
            hits[few[i]] = Decide(snapshot, scanned[i], candidates[i]);
        return hits;
    }

    private static Candidates[] Scan(
        Snapshot snapshot, Query[] queries, int firstPage, int threads, CancellationToken cancellationToken)
    {
        var layout = snapshot.Layout!;
        var pages = snapshot.Pages.Length - firstPage;
        var bytes = (long)pages * layout.RowsPerBlock * layout.CodeStride;
        var parts = (int)Math.Clamp(Math.Min(bytes / BytesPerThread, pages), 1, threads);
        var found = new Candidates[parts][];
        if (parts == 1)
        {
            found[0] = ScanPages(snapshot, queries, firstPage, snapshot.Pages.Length, cancellationToken);
        }
        else
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts, CancellationToken = cancellationToken }, part =>
                found[part] = ScanPages(
                    snapshot, queries, firstPage + (int)((long)pages * part / parts),
                    firstPage + (int)((long)pages * (part + 1) / parts), cancellationToken));
        }
        foreach (var part in found.Skip(1))
        {
            for (var query = 0; query < queries.Length; query++)
                found[0][query].Merge(part[query]);
        }
        return found[0];
    }

    private static Candidates[] ScanPages(Snapshot snapshot, Query[] queries, int from, int to, CancellationToken cancellationToken)
    {
        var layout = snapshot.Layout!;
        var candidates = Array.ConvertAll(queries, query => new Candidates(query));
        var tile = Math.Clamp(TileBytes / layout.CodeStride / 16 * 16, 16, layout.RowsPerBlock);
        var products = new AlignedArray<int>(tile * Together);
        for (var page = from; page < to; page++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var firstRow = page << layout.RowBits;
            var rows = Math.Min(layout.RowsPerBlock, snapshot.Rows - firstRow);
            for (var first = 0; first < rows; first += tile)
            {
                var tileRows = Math.Min(tile, rows - first);
                ScanTile(snapshot.Pages[page], layout, firstRow, first, tileRows, queries, candidates, products.Pointer, tile);
            }
        }
        GC.KeepAlive(products);
        return candidates;
    }

    private static void ScanTile(
        RowPage page, RowLayout layout, int firstRow, int first, int rows, Query[] queries, Candidates[] candidates, int* products,
        int tile)
    {
        var codes = page.Block.Codes.Pointer + ((nint)first * layout.CodeStride);
        var query = 0;
        var vectors = stackalloc short*[Together];
        var results = stackalloc int*[Together];
        for (; query <= queries.Length - Together; query += Together)
        {
            for (var i = 0; i < Together; i++)
            {
                vectors[i] = queries[query + i].Codes;
                results[i] = products + (i * tile);
            }
            CodeProducts.FourQueries(vectors, codes, layout.CodeStride, rows, results);
            for (var i = 0; i < Together; i++)
                candidates[query + i].Look(page, firstRow, first, results[i], rows);
        }
        for (; query < queries.Length; query++)
        {
            CodeProducts.OneQuery(queries[query].Codes, codes, layout.CodeStride, rows, products);
            candidates[query].Look(page, firstRow, first, products, rows);
        }
        GC.KeepAlive(page);
        GC.KeepAlive(queries);
    }

    // From the most promising on, until no other can reach the worst that is kept.
    private static Hit[] Decide(Snapshot snapshot, Query query, Candidates candidates)
    {
        var best = new BestHits(snapshot, query.Most);
        foreach (var (row, greatest) in candidates.Sorted())
        {
            if (greatest < best.Least)
                break;
            best.Offer(new Hit(row, query.SimilarityTo(snapshot.PageOf(row).Block, snapshot.PlaceOf(row))));
        }
        return best.ToArray();
    }
}
