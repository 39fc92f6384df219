using System.Globalization;
using System.Text;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>
/// A piece of a GBNF grammar. The factories simplify as they build, so that a part that nothing can match disappears together with
/// every sequence it stands in.
/// </summary>
internal abstract class Expression
{
    private string? _text;

    /// <summary>Matches the empty text.</summary>
    public static Expression Empty { get; } = new SequenceExpression([]);

    /// <summary>Matches nothing.</summary>
    public static Expression Never { get; } = new ChoiceExpression([]);

    /// <summary>GBNF; two expressions with the same text are the same.</summary>
    public string Text => _text ??= Print();

    public bool IsEmpty => this is SequenceExpression { Parts.Count: 0 };

    public bool IsNever => this is ChoiceExpression { Alternatives.Count: 0 };

    /// <summary>The text itself, whatever characters it has.</summary>
    public static Expression Literal(string text) => text.Length == 0 ? Empty : new LiteralExpression(text);

    /// <summary>One character of the set.</summary>
    public static Expression OneOf(CharacterSet set) => set.IsEmpty ? Never : new CharacterExpression(set);

    /// <summary>One character of a text.</summary>
    public static Expression OneOf(string characters) => OneOf(CharacterSet.Of(characters));

    /// <summary>All parts, one after the other.</summary>
    public static Expression Sequence(params IEnumerable<Expression> parts)
    {
        var flat = new List<Expression>();
        foreach (var part in parts)
        {
            if (part.IsNever)
                return Never;
            foreach (var single in part is SequenceExpression nested ? nested.Parts : [part])
            {
                if (single is LiteralExpression literal && flat.Count > 0 && flat[^1] is LiteralExpression before)
                    flat[^1] = Literal(before.Content + literal.Content);
                else
                    flat.Add(single);
            }
        }
        return flat.Count == 1 ? flat[0] : flat.Count == 0 ? Empty : new SequenceExpression(flat);
    }

    /// <summary>Any one of the alternatives.</summary>
    public static Expression Choice(params IEnumerable<Expression> alternatives)
    {
        var flat = alternatives
            .SelectMany(alternative => alternative is ChoiceExpression nested ? nested.Alternatives : [alternative])
            .DistinctBy(alternative => alternative.Text).ToList();
        return flat.Count == 1 ? flat[0] : flat.Count == 0 ? Never : new ChoiceExpression(flat);
    }

    /// <summary>The item, or nothing.</summary>
    public static Expression Optional(Expression item) => item.IsNever || item.IsEmpty ? Empty : Choice(item, Empty);

    /// <summary>The item so many times; for more than a thousand use <see cref="GrammarBuilder.Repeat"/>.</summary>
    /// <param name="item">What is repeated.</param>
    /// <param name="least">Fewest times.</param>
    /// <param name="most">Most times, null for any number.</param>
    public static Expression Repeat(Expression item, int least, int? most)
    {
        if (most < least)
            return Never;
        if (most == 0 || item.IsEmpty)
            return Empty;
        if (item.IsNever)
            return least == 0 ? Empty : Never;
        return (least, most) is (1, 1) ? item : new RepeatExpression(item, least, most);
    }

    /// <summary>Whether some finite text matches, when the rules are productive that <paramref name="isProductive"/> says.</summary>
    public abstract bool IsProductive(Func<string, bool> isProductive);

    /// <summary>The same without the alternatives that refer to rules nothing can match.</summary>
    public abstract Expression Without(Func<string, bool> isUnproductive);

    /// <summary>The rules this refers to.</summary>
    public abstract IEnumerable<string> References { get; }

    protected abstract string Print();

    private protected static string Grouped(Expression expression) =>
        expression is ChoiceExpression or SequenceExpression ? $"({expression.Text})" : expression.Text;

    private protected static void AppendCharacter(StringBuilder text, int codePoint, string escaped)
    {
        if (codePoint is '\n')
            text.Append("\\n");
        else if (codePoint is '\r')
            text.Append("\\r");
        else if (codePoint is '\t')
            text.Append("\\t");
        else if (codePoint is < 0x20 or 0x7F)
            text.Append(CultureInfo.InvariantCulture, $"\\x{codePoint:X2}");
        else if (codePoint < 0x7F)
            text.Append(escaped.Contains((char)codePoint, StringComparison.Ordinal) ? "\\" : "").Append((char)codePoint);
        else if (codePoint <= 0xFFFF)
            text.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
        else
            text.Append(CultureInfo.InvariantCulture, $"\\U{codePoint:X8}");
    }
}
