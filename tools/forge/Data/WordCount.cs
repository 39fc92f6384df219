namespace LocalAI.Plugins.Forge.Data;

/// <summary>Counts what was written, by file and kind.</summary>
internal sealed class WordCount
{
    private readonly SortedDictionary<(string File, string Kind), (int Samples, long Words, HashSet<string> Distinct)> _counts = [];

    /// <summary>The counts: samples, words, and different words, in any letters and without signs.</summary>
    public IEnumerable<(string File, string Kind, int Samples, long Words, int Distinct)> Lines =>
        _counts.Select(pair => (pair.Key.File, pair.Key.Kind, pair.Value.Samples, pair.Value.Words, pair.Value.Distinct.Count));

    /// <summary>Counts a sample.</summary>
    public void Add(string file, string kind, string text)
    {
        var (samples, words, distinct) = _counts.GetValueOrDefault(
            (file, kind), (0, 0L, new HashSet<string>(StringComparer.OrdinalIgnoreCase)));
        foreach (var word in Words(text))
        {
            words++;
            distinct.Add(word);
        }
        _counts[(file, kind)] = (samples + 1, words, distinct);
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', '!', '?', '"', ':', '{', '}', '[', ']'))
            .Where(word => word.Length > 0);
}
