namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>The code points of a set such as <c>[a-z]</c> or <c>[^"]</c>. Made for asking often; <see cref="Of"/> sorts once.</summary>
internal sealed class GbnfSet
{
    private readonly int[] _firsts;
    private readonly int[] _lasts;
    private readonly bool _isNegated;

    private GbnfSet(int[] firsts, int[] lasts, bool isNegated) => (_firsts, _lasts, _isNegated) = (firsts, lasts, isNegated);

    /// <summary>Every code point.</summary>
    public static GbnfSet Any { get; } = new([], [], isNegated: true);

    /// <summary>The code points that are in the set and those before them are not, or the other way round.</summary>
    public IEnumerable<int> Edges => _firsts.Concat(_lasts.Where(last => last < int.MaxValue).Select(last => last + 1));

    /// <param name="ranges">In any order; they may overlap.</param>
    /// <param name="isNegated">Whether the ranges are what is left out.</param>
    public static GbnfSet Of(List<(int First, int Last)> ranges, bool isNegated)
    {
        ranges.Sort();
        List<int> firsts = [], lasts = [];
        foreach (var (first, last) in ranges)
        {
            if (lasts.Count > 0 && first <= lasts[^1] + 1L)
            {
                lasts[^1] = Math.Max(lasts[^1], last);
                continue;
            }
            firsts.Add(first);
            lasts.Add(last);
        }
        return new GbnfSet([.. firsts], [.. lasts], isNegated);
    }

    public bool Contains(int codePoint)
    {
        var index = LastFrom(codePoint);
        return (index >= 0 && codePoint <= _lasts[index]) != _isNegated;
    }

    /// <summary>Whether it holds any of the code points from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public bool Meets(int first, int last)
    {
        var index = LastFrom(last);
        // The ranges neither overlap nor touch, so only a single one can cover all.
        return _isNegated ? index < 0 || _firsts[index] > first || _lasts[index] < last : index >= 0 && _lasts[index] >= first;
    }

    /// <summary>The last range that begins at a code point or before; -1 for none.</summary>
    private int LastFrom(int codePoint)
    {
        var index = Array.BinarySearch(_firsts, codePoint);
        return index >= 0 ? index : ~index - 1;
    }
}
