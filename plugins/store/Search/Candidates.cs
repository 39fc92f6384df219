using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>
/// The rows that can be among a query's best, by the estimates of their codes: of a row that is left out there are always enough
/// others whose least possible similarity is above its greatest.
/// </summary>
internal sealed unsafe class Candidates(Query query)
{
    private readonly PriorityQueue<float, float> _leastPossible = new();
    private readonly List<(int Row, float Greatest)> _rows = [];
    private int _pruneAt = Math.Max(4096, query.Most * 4);

    /// <summary>What so many rows reach for certain; minus infinity while there are not so many.</summary>
    public float Threshold { get; private set; } = float.NegativeInfinity;

    /// <summary>Rows with the greatest similarity each can have.</summary>
    public IReadOnlyList<(int Row, float Greatest)> Rows => _rows;

    /// <summary>Looks at some rows of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="firstRow">The number of the page's first row.</param>
    /// <param name="from">The first place to look at, a multiple of 16.</param>
    /// <param name="products">Products of the query's codes with those of the rows from there on.</param>
    /// <param name="count">How many rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Look(RowPage page, int firstRow, int from, int* products, int count)
    {
        var scales = page.Block.Scales.Pointer + from;
        var residuals = page.Block.Residuals.Pointer + from;
        var (step, length, rest) = (Vector512.Create(query.Step), Vector512.Create(query.Length), Vector512.Create(query.Rest));
        var index = 0;
        for (; index <= count - Vector512<float>.Count; index += Vector512<float>.Count)
        {
            var estimate = Vector512.ConvertToSingle(Vector512.Load(products + index)) * (Vector512.Load(scales + index) * step);
            var bound = Vector512.FusedMultiplyAdd(Vector512.Load(residuals + index), length, rest);
            var possible = Vector512.GreaterThanOrEqual(estimate + bound, Vector512.Create(Threshold)).ExtractMostSignificantBits();
            for (; possible != 0; possible &= possible - 1)
            {
                var lane = BitOperations.TrailingZeroCount(possible);
                Add(page, firstRow, from + index + lane, estimate[lane], bound[lane]);
            }
        }
        for (; index < count; index++)
            Add(page, firstRow, from + index, products[index] * (scales[index] * query.Step), query.Bound(residuals[index]));
    }

    /// <summary>Takes over what another has found in other rows of the same snapshot.</summary>
    public void Merge(Candidates other)
    {
        foreach (var (row, greatest) in other._rows)
            _rows.Add((row, greatest));
        foreach (var (least, _) in other._leastPossible.UnorderedItems)
            OfferLeast(least);
    }

    /// <summary>The rows that are still possible, the greatest first.</summary>
    public List<(int Row, float Greatest)> Sorted()
    {
        Prune();
        _rows.Sort((first, second) => second.Greatest.CompareTo(first.Greatest));
        return _rows;
    }

    private void Add(RowPage page, int firstRow, int place, float estimate, float bound)
    {
        if (estimate + bound < Threshold || page.IsDeleted(place))
            return;
        _rows.Add((firstRow + place, estimate + bound));
        OfferLeast(estimate - bound);
        if (_rows.Count >= _pruneAt)
        {
            Prune();
            _pruneAt = Math.Max(_pruneAt, _rows.Count * 2);
        }
    }

    private void OfferLeast(float least)
    {
        if (_leastPossible.Count < query.Most)
            _leastPossible.Enqueue(least, least);
        else if (least > _leastPossible.Peek())
            _leastPossible.DequeueEnqueue(least, least);
        if (_leastPossible.Count == query.Most)
            Threshold = _leastPossible.Peek();
    }

    private void Prune() => _rows.RemoveAll(row => row.Greatest < Threshold);
}
