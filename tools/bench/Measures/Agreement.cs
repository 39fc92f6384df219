namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Whether two sides wrote the same: speed counts only for the same work.</summary>
internal static class Agreement
{
    public static string Of<T>(string one, IReadOnlyList<T> ours, string other, IReadOnlyList<T> theirs) where T : IEnumerable<char> =>
        Of(one, [.. ours.Select(text => text.ToArray())], other, [.. theirs.Select(text => text.ToArray())], "characters");

    public static string Of<T>(string one, IReadOnlyList<T[]> ours, string other, IReadOnlyList<T[]> theirs, string unit)
    {
        var equal = ours.Zip(theirs).Count(pair => pair.First.SequenceEqual(pair.Second));
        if (equal == ours.Count)
            return $"{one} and {other} wrote the same, {string.Join(" + ", ours.Select(text => text.Length))} {unit}.";
        var (first, second) = ours.Zip(theirs).First(pair => !pair.First.SequenceEqual(pair.Second));
        var same = first.AsSpan().CommonPrefixLength(second);
        return $"{one} and {other} wrote the same in {equal} of {ours.Count} texts; the first that differs does so after {same} of {first.Length} {unit}.";
    }
}
