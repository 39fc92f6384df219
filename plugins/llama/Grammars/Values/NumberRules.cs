using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Writes numbers.</summary>
internal sealed class NumberRules(SchemaRules rules)
{
    private const int MostDigits = 20;
    private const int SpareDecimals = 2;

    public Expression Write(Shape shape, ValueRule rule)
    {
        var isInteger = !shape.Types.HasFlag(JsonTypes.Fractional);
        return shape.Numbers.Count > 0 ? Limited(shape.Numbers, isInteger, rule) : isInteger ? Whole() : Any();
    }

    private Expression Limited(IReadOnlyList<Language> languages, bool isInteger, ValueRule rule)
    {
        // A divisor needs its remainders for each digit that is counted, so hardly any are.
        var decimals = languages.OfType<DivisibleLanguage>().Select(divisible => (int?)divisible.Decimals).Min();
        var further = decimals is null ? $"{{0,{MostDigits - 1}}}" : "*";
        var point = isInteger ? "" : $"(?:\\.\\d{{1,{decimals + SpareDecimals ?? MostDigits}}})?";
        var form = rules.Patterns[$"^-?(?:0|[1-9]\\d{further}){point}$"];
        return rules.Table(rule, "number", [form, .. languages], Expression.OneOf, Expression.Empty);
    }

    private Expression Whole() => rules.Builder.Share("integer", Expression.Sequence(
        Expression.Optional(Expression.Literal("-")),
        Expression.Choice(
            Expression.Literal("0"),
            Expression.Sequence(Expression.OneOf("123456789"), Expression.Repeat(Digit, 0, MostDigits - 1)))));

    private Expression Any()
    {
        var fraction = Expression.Sequence(Expression.Literal("."), Expression.Repeat(Digit, 1, MostDigits));
        var exponent = Expression.Sequence(
            Expression.OneOf("eE"), Expression.Optional(Expression.OneOf("+-")), Expression.Repeat(Digit, 1, 2));
        return rules.Builder.Share(
            "number", Expression.Sequence(Whole(), Expression.Optional(fraction), Expression.Optional(exponent)));
    }

    private static Expression Digit => Expression.OneOf("0123456789");
}
