namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>A set of Unicode code points, surrogates left out. Immutable; equal when the members are.</summary>
internal sealed class CharacterSet : IEquatable<CharacterSet>
{
    private const int Last = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    private readonly (int First, int Last)[] _ranges;

    private CharacterSet((int First, int Last)[] ranges) => _ranges = ranges;

    public static CharacterSet None { get; } = new([]);

    public static CharacterSet All { get; } = new([(0, FirstSurrogate - 1), (LastSurrogate + 1, Last)]);

    /// <summary>Ranges in order, disjoint, never touching.</summary>
    public IReadOnlyList<(int First, int Last)> Ranges => _ranges;

    public bool IsEmpty => _ranges.Length == 0;

    public static CharacterSet Of(int codePoint) => Range(codePoint, codePoint);

    public static CharacterSet Of(string characters) =>
        characters.EnumerateRunes().Aggregate(None, (set, rune) => set.Union(Of(rune.Value)));

    public static CharacterSet Range(int first, int last) => new CharacterSet([(first, last)]).Intersect(All);

    public bool Contains(int codePoint) => _ranges.Any(range => range.First <= codePoint && codePoint <= range.Last);

    public CharacterSet Union(CharacterSet other)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in _ranges.Concat(other._ranges).Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }
        return new CharacterSet([.. merged]);
    }

    public CharacterSet Intersect(CharacterSet other)
    {
        var common = new List<(int, int)>();
        for (int mine = 0, theirs = 0; mine < _ranges.Length && theirs < other._ranges.Length;)
        {
            var (a, b) = (_ranges[mine], other._ranges[theirs]);
            var (first, last) = (Math.Max(a.First, b.First), Math.Min(a.Last, b.Last));
            if (first <= last)
                common.Add((first, last));
            if (a.Last < b.Last)
                mine++;
            else
                theirs++;
        }
        return new CharacterSet([.. common]);
    }

    /// <summary>All code points that are not in this set.</summary>
    public CharacterSet Complement()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = last + 1;
        }
        if (next <= Last)
            gaps.Add((next, Last));
        return new CharacterSet([.. gaps]).Intersect(All);
    }

    public bool Equals(CharacterSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    public override bool Equals(object? other) => Equals(other as CharacterSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var range in _ranges)
            hash.Add(range);
        return hash.ToHashCode();
    }
}
