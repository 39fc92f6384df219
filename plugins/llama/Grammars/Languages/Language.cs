namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>
/// A set of texts, recognised one code point after the other. States are small numbers; <see cref="Dead"/> leads nowhere.
/// </summary>
internal abstract class Language
{
    /// <summary>The state from which no text can match any more.</summary>
    public const int Dead = -1;

    /// <summary>The code points that are told apart: two that lie in the same of these sets lead to the same state.</summary>
    public abstract IReadOnlyCollection<CharacterSet> Alphabet { get; }

    public abstract int Start { get; }

    public abstract int Step(int state, int codePoint);

    public abstract bool Accepts(int state);

    public bool Matches(string text)
    {
        var state = Start;
        foreach (var rune in text.EnumerateRunes())
        {
            state = Step(state, rune.Value);
            if (state == Dead)
                return false;
        }
        return Accepts(state);
    }
}
