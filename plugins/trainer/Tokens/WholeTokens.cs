using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Finds the tokens that are looked for in a text before anything else: special ones, and those that were added to the vocabulary.
/// Longer ones win over shorter ones that overlap them, wherever they stand, as in llama.cpp.
/// </summary>
internal sealed class WholeTokens
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _tokens;
    private readonly int[] _lengths;
    private readonly HashSet<char> _starts = [];

    public WholeTokens(Vocabulary vocabulary)
    {
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < vocabulary.Texts.Count; id++)
        {
            var text = vocabulary.Texts[id];
            if (text.Length == 0 || vocabulary.Kinds[id] is not (TokenKind.Control or TokenKind.UserDefined or TokenKind.Unknown))
                continue;
            tokens.TryAdd(text, id);
            _starts.Add(text[0]);
        }
        _tokens = tokens.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. tokens.Keys.Select(text => text.Length).Distinct().OrderDescending()];
    }

    /// <summary>The tokens in a text and where they stand, from its beginning; they do not overlap.</summary>
    public List<(int Start, int Length, int Token)> Find(string text)
    {
        var found = new List<(int Start, int Length, int Token)>();
        for (var start = 0; start < text.Length; start++)
        {
            if (!_starts.Contains(text[start]))
                continue;
            foreach (var length in _lengths)
            {
                if (length <= text.Length - start && _tokens.TryGetValue(text.AsSpan(start, length), out var token))
                    found.Add((start, length, token));
            }
        }
        if (found.Count < 2)
            return found;

        var taken = new bool[text.Length];
        var kept = new List<(int Start, int Length, int Token)>();
        foreach (var one in found.OrderByDescending(one => one.Length).ThenBy(one => one.Token).ThenBy(one => one.Start))
        {
            // A longer one that overlaps this one covers its first or its last character.
            if (taken[one.Start] || taken[one.Start + one.Length - 1])
                continue;
            taken.AsSpan(one.Start, one.Length).Fill(true);
            kept.Add(one);
        }
        kept.Sort();
        return kept;
    }
}
