namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>
/// Looks for the text's last tokens earlier in the text (prompt lookup) and guesses that what followed then follows again.
/// </summary>
/// <param name="length">Tokens that are looked for, from 1.</param>
/// <param name="longest">Tokens that are guessed at most.</param>
/// <param name="hits">How often they must have come before.</param>
internal sealed class NgramDrafter(int length, int longest, int hits) : IDrafter
{
    private readonly int[] _wanted = new int[length];

    public void Draft(int slot, ReadOnlySpan<int> text, int next, int most, List<int> draft)
    {
        if (text.Length < length)
            return;
        text[^(length - 1)..].CopyTo(_wanted);
        _wanted[^1] = next;
        var found = Latest(text);
        if (found < 0)
            return;

        // Beyond the end of the text the guess goes on in itself: a text that repeats a few tokens is guessed to do so on and on.
        var from = found + length;
        for (var i = 0; i < Math.Min(most, longest); i++)
        {
            var at = from + i - text.Length;
            draft.Add(at < 0 ? text[from + i] : at == 0 ? next : draft[at - 1]);
        }
    }

    public void Dispose()
    {
        // Owns nothing.
    }

    /// <summary>Where the wanted tokens came last, if they came often enough; else -1.</summary>
    private int Latest(ReadOnlySpan<int> text)
    {
        var latest = text.LastIndexOf(_wanted);
        var earlier = latest;
        for (var hit = 1; hit < hits && earlier >= 0; hit++)
            earlier = text[..(earlier + length - 1)].LastIndexOf(_wanted);
        return earlier >= 0 ? latest : -1;
    }
}
