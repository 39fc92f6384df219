using System.Text;

namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>
/// Looks for trigger words in the text as its tokens come. llama.cpp would search the whole text again after each token, with regular
/// expressions that recurse once a character; here only as much is kept as a word can span.
/// </summary>
internal sealed class TriggerSearch
{
    private readonly (byte[] Word, bool OnlyAtStart)[] _words;
    private readonly int _longest;
    private readonly List<byte> _kept = [];
    private bool _onlySpaceBefore = true;

    public TriggerSearch(IReadOnlyList<GrammarTrigger> triggers)
    {
        _words = [.. triggers.Select(trigger => (Encoding.UTF8.GetBytes(trigger.Word), trigger.OnlyAtStart))];
        _longest = _words.Max(word => word.Word.Length);
    }

    /// <summary>Where a piece would complete a word.</summary>
    /// <param name="piece">What would come next.</param>
    /// <returns>Which word, and the text from its beginning on; null for none.</returns>
    public (int Word, byte[] Text)? Find(ReadOnlySpan<byte> piece)
    {
        byte[] text = [.. _kept, .. piece];
        var (first, found) = (text.Length, -1);
        for (var index = 0; index < _words.Length; index++)
        {
            var (word, onlyAtStart) = _words[index];
            // What lies before the piece was searched when it came.
            var from = Math.Max(0, _kept.Count - word.Length + 1);
            var at = text.AsSpan(from).IndexOf(word);
            if (at < 0 || from + at >= first || (onlyAtStart && !(_onlySpaceBefore && IsSpace(text.AsSpan(0, from + at)))))
                continue;
            (first, found) = (from + at, index);
        }
        return found < 0 ? null : (found, text[first..]);
    }

    /// <summary>Goes on behind a piece that completed nothing.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        _kept.AddRange(piece);
        var past = _kept.Count - (_longest - 1);
        if (past <= 0)
            return;
        _onlySpaceBefore = _onlySpaceBefore && IsSpace([.. _kept.Take(past)]);
        _kept.RemoveRange(0, past);
    }

    private static bool IsSpace(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8).IsEmpty;
}
