using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars.Notations;

/// <summary>A way to write a text.</summary>
/// <param name="Name">The same for ways that are the same.</param>
/// <param name="Open">Stands before it.</param>
/// <param name="Close">Stands behind it.</param>
/// <param name="Character">How one character of a set is written.</param>
/// <param name="Spell">How a whole text is written.</param>
internal sealed record Quoting(
    string Name, Expression Open, Expression Close, Func<CharacterSet, Expression> Character, Func<string, Expression> Spell)
{
    /// <summary>What a text must be that is written so, given the other types that a reader could take it for.</summary>
    public Func<JsonTypes, IReadOnlyList<Language>> Limits { get; init; } = _ => [];

    /// <summary>
    /// The characters of any text of a length, and what closes it, in fewer rules than a table of states; null where there is no such
    /// way.
    /// </summary>
    public Func<int, int?, JsonTypes, Expression?> Any { get; init; } = (_, _, _) => null;

    /// <summary>The longest text whose characters can be counted, null for any.</summary>
    public int? MostCounted { get; init; }

    /// <summary>A given text; nothing where it cannot be written so.</summary>
    public Expression Literal(string text, JsonTypes others) => Limits(others).All(limit => limit.Matches(text))
        ? Expression.Sequence(Open, Spell(text), Close)
        : Expression.Never;
}
