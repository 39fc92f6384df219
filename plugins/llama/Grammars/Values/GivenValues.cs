using System.Text.Json;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Writes the values of an enum or a const.</summary>
internal sealed class GivenValues(SchemaRules rules)
{
    private const int ManyWords = 64;

    public Expression Write(IReadOnlyList<JsonElement> values, ValueRule rule, JsonTypes others)
    {
        var notation = rule.Notation;
        var words = values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).ToList();
        // Each of many alternatives would be followed by itself, character after character.
        if (words.Count < ManyWords || Dfa.Build(rules.Effort, new WordLanguage(words)) is null)
            return Expression.Choice(values.Select(value => One(value, notation, others)));
        return Expression.Choice(
        [
            .. notation.Texts.Select(quoting => Expression.Sequence(quoting.Open, DfaRules.Add(
                rules.Builder, $"{rule.Name}-text", Dfa.Build(rules.Effort, [new WordLanguage(words), .. quoting.Limits(others)])!,
                quoting.Character, quoting.Close))),
            .. values.Where(value => value.ValueKind != JsonValueKind.String).Select(value => One(value, notation, others)),
        ]);
    }

    /// <summary>One given value.</summary>
    public static Expression One(JsonElement value, Notation notation, JsonTypes others)
    {
        if ((notation.Types & JsonTypeNames.Of(value)) == 0)
            return Expression.Never;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Expression.Choice(notation.Texts.Select(quoting => quoting.Literal(value.GetString()!, others)));
            case JsonValueKind.Array:
                return Listed(notation, notation.Brackets, [.. value.EnumerateArray().Select(item => notation.Item(Inner(item)))]);
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(member => member.Name).Distinct();
                return Listed(notation, notation.Braces, [.. notation.Ordered(members)
                    .Select(name => notation.Member(name, Inner(value.GetProperty(name))))]);
            case JsonValueKind.Number:
                return Expression.Sequence(notation.Number(Expression.Literal(value.GetRawText())), notation.End);
            default:
                return Expression.Sequence(notation.Word(value.GetRawText()), notation.End);
        }

        Expression Inner(JsonElement child) => One(child, notation.Inner, JsonTypes.None);
    }

    private static Expression Listed(Notation notation, (string Open, string Close) around, IReadOnlyList<Expression> items)
    {
        var parts = new List<Expression> { Expression.Literal(around.Open), notation.Space };
        for (var index = 0; index < items.Count; index++)
            parts.AddRange(index == 0 ? [items[index]] : [notation.Comma, items[index]]);
        if (items.Count > 0)
            parts.Add(notation.Space);
        return Expression.Sequence([.. parts, Expression.Literal(around.Close), notation.End]);
    }
}
