namespace LocalAI.Plugins.Bench.Measures;

/// <summary>Whether two sides wrote the same: speed counts only for the same work.</summary>
internal static class Agreement
{
    public static string Of(string one, string[] ours, string other, string[] theirs) =>
        Of(one, Characters(ours), other, Characters(theirs), "characters");

    public static string Of<T>(string one, T[][] ours, string other, T[][] theirs, string unit)
    {
        var equal = ours.Zip(theirs).Count(pair => pair.First.SequenceEqual(pair.Second));
        if (equal == ours.Length)
            return $"{one} and {other} wrote the same, {string.Join(" + ", ours.Select(text => text.Length))} {unit}.";
        var (first, second) = ours.Zip(theirs).First(pair => !pair.First.SequenceEqual(pair.Second));
        var same = first.AsSpan().CommonPrefixLength(second);
        return $"{one} and {other} wrote the same in {equal} of {ours.Length} texts; "
            + $"the first that differs does so after {same} of {first.Length} {unit}.";
    }

    private static char[][] Characters(string[] texts) => Array.ConvertAll(texts, text => text.ToCharArray());
}
