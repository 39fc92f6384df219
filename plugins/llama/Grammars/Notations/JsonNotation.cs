using System.Globalization;
using System.Text;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars.Notations;

/// <summary>
/// JSON: strings with no escape but those it demands where they are constrained, and up to one space or one line break with its
/// indentation between the parts of arrays and objects.
/// </summary>
internal class JsonNotation(GrammarBuilder builder) : Notation
{
    private const string ShortEscapes = "\b\t\n\f\r";
    private const string ShortNames = "btnfr";

    private static readonly CharacterSet Plain = CharacterSet.Range(0, 0x1F).Union(CharacterSet.Of("\"\\")).Complement();

    private static readonly CharacterSet Hexadecimal = CharacterSet.Of("0123456789abcdefABCDEF");

    public override string Name => "json";

    public override Expression Space => builder.Share("space", Expression.Choice(
        Expression.Empty, Expression.Literal(" "),
        Expression.Sequence(Expression.Literal("\n"), Expression.Repeat(Expression.OneOf(" \t"), 0, 20))));

    public override Expression Comma => Expression.Sequence(Expression.Literal(","), Space);

    public override (string Open, string Close) Braces => ("{", "}");

    public override (string Open, string Close) Brackets => ("[", "]");

    public override IReadOnlyList<Quoting> Texts => [Quoted];

    public override IReadOnlyList<Quoting> Names => [Quoted];

    public override Expression Member(string name, Expression value) =>
        Expression.Sequence(Expression.Literal($"{Quote(name)}:"), Space, value);

    public override Expression OtherMember(Expression name, Expression value) =>
        Expression.Sequence(name, Expression.Literal(":"), Space, value);

    /// <summary>A string of JSON.</summary>
    protected Quoting Quoted => new("json", Mark, Mark, Character, text => Expression.Literal(Quote(text)[1..^1]))
    {
        Any = (least, most, _) => Expression.Sequence(builder.Repeat("char", AnyCharacter, least, most), Mark),
    };

    private static Expression Mark { get; } = Expression.Literal("\"");

    /// <summary>One character of a string that is not constrained further, with all the escapes of JSON.</summary>
    private Expression AnyCharacter => builder.Share("char", Expression.Choice(
        Expression.OneOf(Plain),
        Expression.Sequence(Expression.Literal("\\"), Expression.OneOf("\"\\/bfnrt")),
        Expression.Sequence(Expression.Literal("\\u"), AnyUnit())));

    /// <summary>One character of a set within a string.</summary>
    private Expression Character(CharacterSet set)
    {
        var alternatives = new List<Expression> { Expression.OneOf(set.Intersect(Plain)) };
        var backslashed = set.Intersect(CharacterSet.Of("\"\\"));
        var names = string.Concat(ShortEscapes.Zip(ShortNames).Where(pair => set.Contains(pair.First)).Select(pair => pair.Second));
        alternatives.Add(Expression.Sequence(
            Expression.Literal("\\"), Expression.OneOf(backslashed.Union(CharacterSet.Of(names)))));
        var controls = set.Intersect(CharacterSet.Range(0, 0x1F)).Intersect(CharacterSet.Of(ShortEscapes).Complement());
        foreach (var high in (int[])[0, 1])
        {
            var low = Enumerable.Range(0, 16).Where(digit => controls.Contains(high * 16 + digit))
                .Aggregate(string.Empty, (digits, digit) => digits + digit.ToString("x", CultureInfo.InvariantCulture)
                    + digit.ToString("X", CultureInfo.InvariantCulture));
            alternatives.Add(Expression.Sequence(Expression.Literal($"\\u00{high}"), Expression.OneOf(low)));
        }
        return Short("chars", Expression.Choice(alternatives));
    }

    /// <summary>A string as JSON.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                json.Append('\\').Append(character);
            else if (character >= ' ')
                json.Append(character);
            else if (ShortEscapes.IndexOf(character, StringComparison.Ordinal) is var index and >= 0)
                json.Append('\\').Append(ShortNames[index]);
            else
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }
        return json.Append('"').ToString();
    }

    /// <summary>An expression as it is, or by name where it is long.</summary>
    protected Expression Short(string wish, Expression expression)
    {
        const int Long = 24;
        return expression.Text.Length <= Long && expression is not ChoiceExpression ? expression : builder.Share(wish, expression);
    }

    /// <summary>Four hexadecimal digits that are a character, or a pair of surrogates: half a pair is no text.</summary>
    protected static Expression AnyUnit()
    {
        Expression Digit(string digits) => Expression.OneOf(digits);
        var any = Expression.OneOf(Hexadecimal);
        var notD = Expression.OneOf(Hexadecimal.Intersect(CharacterSet.Of("dD").Complement()));
        return Expression.Choice(
            Expression.Sequence(notD, any, any, any),
            Expression.Sequence(Digit("dD"), Digit("01234567"), any, any),
            Expression.Sequence(
                Digit("dD"), Digit("89abAB"), any, any, Expression.Literal("\\u"), Digit("dD"), Digit("cdefCDEF"), any, any));
    }
}
