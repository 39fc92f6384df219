namespace LocalAI.Plugins.Llama.Grammars.Languages;

/// <summary>A part of a regular expression.</summary>
internal abstract record RegexNode
{
    internal sealed record Characters(CharacterSet Set) : RegexNode;

    internal sealed record Sequence(IReadOnlyList<RegexNode> Parts) : RegexNode;

    internal sealed record Choice(IReadOnlyList<RegexNode> Alternatives) : RegexNode;

    /// <param name="Item">What is repeated.</param>
    /// <param name="Least">Fewest times.</param>
    /// <param name="Most">Most times, null for any number.</param>
    internal sealed record Repeat(RegexNode Item, int Least, int? Most) : RegexNode;

    internal sealed record AtStart : RegexNode;

    internal sealed record AtEnd : RegexNode;
}
