namespace LocalAI.Plugins.Llama.Grammars.Gbnf;

/// <summary>One step of an alternative.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A code point, the number of a set, of a rule or of a token.</param>
internal readonly record struct GbnfElement(GbnfKind Kind, int Value = 0)
{
    /// <summary>Whether an alternative ends here.</summary>
    public bool IsEnd => Kind is GbnfKind.NextAlternative or GbnfKind.End;
}
