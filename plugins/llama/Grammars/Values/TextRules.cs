using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Writes texts, each kind of them once.</summary>
internal sealed class TextRules(SchemaRules rules)
{
    private readonly Dictionary<string, Expression> _known = [];

    /// <param name="quoting">How the text is written.</param>
    /// <param name="shape">What is asked of it.</param>
    /// <param name="others">What the value may be besides a text.</param>
    /// <param name="rule">The rule it stands in.</param>
    public Expression Write(Quoting quoting, Shape shape, JsonTypes others, ValueRule rule)
    {
        shape = Countable(quoting, shape, rule);
        if (!shape.LimitsText && quoting.Any(shape.MinLength, shape.MaxLength, others) is { } any)
            return rules.Builder.Share("string", Expression.Sequence(quoting.Open, any));
        var key = $"{quoting.Name} {others} {shape.TextKey}";
        if (!_known.TryGetValue(key, out var text))
        {
            _known[key] = text = rules.Table(
                rule, "text", [.. rules.Patterns.For(shape), .. quoting.Limits(others)], quoting.Character, quoting.Close);
        }
        return Expression.Sequence(quoting.Open, text);
    }

    /// <summary>The shape without the bounds on its length that cannot be counted to.</summary>
    private Shape Countable(Quoting quoting, Shape shape, ValueRule rule)
    {
        if (quoting.MostCounted is not { } most)
            return shape;
        var counted = rules.Builder.IsCrowded ? 1 : most;
        if (counted >= Math.Max(shape.MinLength, shape.MaxLength ?? 0))
            return shape;
        rules.Reader.Leave($"{rule.Place}/{(shape.MaxLength > counted ? "maxLength" : "minLength")}");
        return shape with
        {
            MinLength = Math.Min(shape.MinLength, counted),
            MaxLength = shape.MaxLength > counted ? null : shape.MaxLength,
        };
    }
}
