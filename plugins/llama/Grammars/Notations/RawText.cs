using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars.Notations;

/// <summary>Texts that stand as they are between markers: nothing is escaped, so that the marker that ends one cannot be in it.</summary>
internal static class RawText
{
    /// <summary>Longer texts are not counted: a table has a state for each length and each part of the marker.</summary>
    private const int MostCounted = 128;

    /// <param name="name">A name for the quoting.</param>
    /// <param name="builder">Takes rules.</param>
    /// <param name="open">Stands before the text.</param>
    /// <param name="close">Ends it, with the white space before that is not the text's.</param>
    /// <param name="also">What else a text must be, given the other types that the value may have.</param>
    /// <param name="behind">What follows.</param>
    public static Quoting Until(
        string name, GrammarBuilder builder, string open, string close, Func<JsonTypes, IReadOnlyList<Language>> also, string behind = "")
    {
        var marker = close.TrimStart();
        Expression? any = null;
        return new Quoting(name, Expression.Literal(open), Expression.Literal(close + behind), Expression.OneOf, Expression.Literal)
        {
            Limits = others => [new MarkerLanguage(marker, endsWithWord: false), .. also(others)],
            MostCounted = MostCounted,
            // The marker is part of the table, so that its beginning is followed in one place only.
            Any = (least, most, others) => least > 0 || most is not null || also(others).Count > 0
                ? null
                : any ??= Expression.Sequence(
                    DfaRules.Add(
                        builder, "until", Dfa.Build(builder.Effort, new MarkerLanguage(marker, endsWithWord: true))!,
                        Expression.OneOf, Expression.Empty),
                    Expression.Literal(behind)),
        };
    }

    /// <summary>Names as they are: without anything that could end them, and without white space.</summary>
    /// <param name="open">Stands before the name.</param>
    /// <param name="close">Ends it.</param>
    /// <param name="effort">What may be spent.</param>
    public static Quoting Name(string open, string close, Effort effort)
    {
        var limit = RegexLanguage.Parse("^[^\\s\\u0085:=,{}\\[\\]()\"'`<>|/]+$", effort);
        return new Quoting(
            $"name {open} {close}", Expression.Literal(open), Expression.Literal(close), Expression.OneOf, Expression.Literal)
        {
            Limits = _ => [limit],
        };
    }

    /// <summary>Texts in which an expression finds nothing.</summary>
    public static Language NotStarting(string pattern, Effort effort) => new ComplementLanguage(RegexLanguage.Parse(pattern, effort));
}
