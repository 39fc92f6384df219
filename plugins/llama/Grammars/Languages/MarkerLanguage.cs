namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>Texts that lack a word: all of them, or only those that the word then ends.</summary>
/// <param name="word">The word, not empty.</param>
/// <param name="endsWithWord">Whether the word stands at the end.</param>
internal sealed class MarkerLanguage(string word, bool endsWithWord) : Language
{
    private readonly int[] _word = [.. word.EnumerateRunes().Select(rune => rune.Value)];

    public override IReadOnlyCollection<CharacterSet> Alphabet { get; } =
        [.. word.EnumerateRunes().Select(rune => rune.Value).Distinct().Select(CharacterSet.Of)];

    public override int Start => 0;

    /// <summary>The state is how much of the word the text ends with.</summary>
    public override int Step(int state, int codePoint)
    {
        if (state == _word.Length)
            return Dead;
        for (var length = state; length >= 0; length--)
        {
            if (_word[length] == codePoint && _word.AsSpan(0, length).SequenceEqual(_word.AsSpan(state - length, length)))
                return length + 1 == _word.Length && !endsWithWord ? Dead : length + 1;
        }
        return 0;
    }

    public override bool Accepts(int state) => endsWithWord == (state == _word.Length);
}
