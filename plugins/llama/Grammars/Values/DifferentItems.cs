namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Items of a short list of values, none of them twice: a rule for each set of those that are still left.</summary>
internal sealed class DifferentItems
{
    /// <summary>The most values of which none may come twice: each set of them is a rule.</summary>
    private const int MostDifferent = 8;

    private readonly GrammarBuilder _builder;
    private readonly ValueRule _rule;
    private readonly IReadOnlyList<Expression> _values;
    private readonly int _most;
    private readonly Dictionary<int, Expression> _sets = [];

    private DifferentItems(GrammarBuilder builder, ValueRule rule, IReadOnlyList<Expression> values, int most) =>
        (_builder, _rule, _values, _most) = (builder, rule, values, most);

    /// <returns>Null when the values are too many, or not listed.</returns>
    public static DifferentItems? Of(ArrayItems items, SchemaRules rules, ValueRule rule)
    {
        var values = items.Prefix == 0 ? rules.Matcher.Listed(items.At(0)) : null;
        if (values is null || values.Count > MostDifferent)
            return null;
        var others = values.Aggregate(JsonTypes.None, (types, value) => types | JsonTypeNames.WideOf(value)) & ~JsonTypes.String;
        var notation = rule.Notation;
        return new DifferentItems(
            rules.Builder, rule, [.. values.Select(value => notation.Item(GivenValues.One(value, notation.Inner, others)))],
            items.Most ?? int.MaxValue);
    }

    /// <param name="least">The fewest items.</param>
    public Expression Write(int least) => From(0, 0, least);

    private Expression From(int used, int count, int least)
    {
        if (_sets.TryGetValue(used, out var known))
            return known;
        var notation = _rule.Notation;
        var ways = new List<Expression>();
        for (var value = 0; value < _values.Count && count < _most; value++)
        {
            if ((used >> value & 1) == 0)
            {
                ways.Add(Expression.Sequence(
                    count == 0 ? Expression.Empty : notation.Comma, _values[value], From(used | 1 << value, count + 1, least)));
            }
        }
        if (count >= least)
            ways.Add(count == 0 ? Expression.Empty : notation.Space);
        return _sets[used] = _builder.Share($"{_rule.Name}-set", Expression.Choice(ways));
    }
}
