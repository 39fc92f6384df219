using System.Runtime.Intrinsics.X86;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Index;

/// <summary>Walks a graph from neighbour to neighbour towards a vector. It belongs to one thread at a time.</summary>
internal sealed unsafe class Walker
{
    private const int CacheLine = 64;
    private const int MostLinks = 2 * 64;

    private readonly AlignedArray<int> _fresh = new(MostLinks);
    private AlignedArray<short> _codes = new(0);
    private byte[] _visits = [];
    private byte _visit;

    /// <summary>The nearest rows of the last walk.</summary>
    public Beam Beam { get; } = new();

    /// <summary>How many rows have been compared since the walker was made.</summary>
    public long Compared { get; private set; }

    /// <summary>A row's codes as a vector to walk to, until the next is asked for.</summary>
    public short* CodesOf(GraphView view, int row)
    {
        if (_codes.Length != view.Stride)
            _codes = new AlignedArray<short>(view.Stride);
        RowProducts.Widen(view.Codes(row), _codes.Pointer, view.Stride);
        return _codes.Pointer;
    }

    /// <summary>Goes from level to level while a neighbour is nearer.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="codes">The vector's codes.</param>
    /// <param name="entry">Where it begins.</param>
    /// <param name="above">Levels above this one are walked.</param>
    /// <returns>The nearest row found.</returns>
    public int Descend(GraphView view, short* codes, (int Row, int Level) entry, int above)
    {
        var row = entry.Row;
        var best = Similarity(view, codes, row);
        for (var level = entry.Level; level > above; level--)
        {
            for (var moved = true; moved;)
            {
                moved = false;
                var links = view.Links(row, level);
                for (var i = 0; i < view.Connections; i++)
                {
                    var neighbour = Volatile.Read(ref links[i]) - 1;
                    if (neighbour < 0)
                        break;
                    if (neighbour >= view.Capacity)
                        continue;
                    var similarity = Similarity(view, codes, neighbour);
                    if (similarity > best)
                        (row, best, moved) = (neighbour, similarity, true);
                }
            }
        }
        GC.KeepAlive(view);
        return row;
    }

    /// <summary>Fills the beam with the rows nearest to a vector, as far as a walk that keeps so many finds them.</summary>
    /// <param name="view">The graph.</param>
    /// <param name="codes">The vector's codes.</param>
    /// <param name="entry">Where it begins.</param>
    /// <param name="level">The level.</param>
    /// <param name="width">How many rows are kept.</param>
    /// <param name="snapshot">Rows that it does not show are walked through and not counted; null to count all.</param>
    /// <param name="absent">A row that is not walked through; -1 for none.</param>
    /// <returns>False when so many deleted rows are about that the walk was given up.</returns>
    public bool Walk(GraphView view, short* codes, int entry, int level, int width, Snapshot? snapshot, int absent = -1)
    {
        var mostHidden = (width * 3) + 256;
        Beam.Clear(width + mostHidden + 1);
        NextVisit(view.Capacity);
        var capacity = view.Capacity;
        var mostLinks = view.MostLinks(level);
        var fresh = _fresh.Pointer;
        var visits = _visits;
        var visit = _visit;
        var hidden = 0;
        var least = float.NegativeInfinity;

        visits[entry] = visit;
        if (absent >= 0)
            visits[absent] = visit;
        Beam.Add(entry, Similarity(view, codes, entry));
        if (snapshot is not null && !snapshot.Shows(entry))
            hidden++;
        for (var next = 0; next < Beam.Count;)
        {
            if (!Beam.Visit(next))
            {
                next++;
                continue;
            }
            var links = view.Links(Beam.RowAt(next), level);
            var count = 0;
            for (var i = 0; i < mostLinks; i++)
            {
                var neighbour = Volatile.Read(ref links[i]) - 1;
                if (neighbour < 0)
                    break;
                if ((uint)neighbour >= (uint)capacity || visits[neighbour] == visit)
                    continue;
                visits[neighbour] = visit;
                fresh[count++] = neighbour;
                Fetch(view, neighbour);
            }
            next++;
            Compared += count;
            for (var i = 0; i < count; i++)
            {
                var row = fresh[i];
                var similarity = Similarity(view, codes, row);
                if (similarity <= least)
                    continue;
                next = Math.Min(next, Beam.Add(row, similarity));
                if (snapshot is not null && !snapshot.Shows(row) && ++hidden > mostHidden)
                    return false;
                while (Beam.Count > width + hidden)
                {
                    Beam.RemoveLast();
                    if (hidden > 0 && !snapshot!.Shows(Beam.RowAt(Beam.Count)))
                        hidden--;
                }
                if (Beam.Count == width + hidden)
                    least = Beam.SimilarityAt(Beam.Count - 1);
            }
        }
        GC.KeepAlive(view);
        return true;
    }

    private static float Similarity(GraphView view, short* codes, int row) =>
        CodeProducts.Product(codes, view.Codes(row), view.Stride) * *view.Scale(row);

    private static void Fetch(GraphView view, int row)
    {
        if (!Sse.IsSupported)
            return;
        var codes = view.Codes(row);
        for (var i = 0; i < view.Stride; i += CacheLine)
            Sse.Prefetch0(codes + i);
        Sse.Prefetch0(view.Scale(row));
    }

    private void NextVisit(int capacity)
    {
        if (_visits.Length < capacity)
        {
            _visits = new byte[capacity];
            _visit = 0;
        }
        if (++_visit != 0)
            return;
        Array.Clear(_visits);
        _visit = 1;
    }
}
