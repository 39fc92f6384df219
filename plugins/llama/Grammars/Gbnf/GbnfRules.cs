namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>The rules of a grammar, ready to be followed. Immutable.</summary>
/// <param name="Elements">All rules one after the other, each ended by <see cref="GbnfKind.End"/>.</param>
/// <param name="Sets">The sets that elements refer to by number.</param>
/// <param name="Alternatives">Where the alternatives of each rule begin in <paramref name="Elements"/>.</param>
/// <param name="Root">The rule that the whole text has to match.</param>
internal sealed record GbnfRules(GbnfElement[] Elements, GbnfSet[] Sets, int[][] Alternatives, int Root)
{
    /// <summary>Whether the step at a position takes a code point.</summary>
    public bool Takes(int position, int codePoint)
    {
        var (kind, value) = Elements[position];
        return kind == GbnfKind.Character ? value == codePoint : kind == GbnfKind.Set && Sets[value].Contains(codePoint);
    }

    /// <summary>Whether the step at a position takes any code point from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public bool TakesAny(int position, int first, int last)
    {
        var (kind, value) = Elements[position];
        return kind == GbnfKind.Character ? first <= value && value <= last : kind == GbnfKind.Set && Sets[value].Meets(first, last);
    }

    /// <summary>Whether the step at a position takes a whole token.</summary>
    public bool TakesToken(int position, int token)
    {
        var (kind, value) = Elements[position];
        return kind == GbnfKind.Token ? value == token : kind == GbnfKind.OtherToken && value != token;
    }
}
