namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Items of which some satisfy a further schema: a rule for each number of items and of those among them.</summary>
internal sealed class CountedItems(ArrayItems items, ContainsPart part, int least, SchemaRules rules, ValueRule rule)
{
    /// <summary>The most items that are counted, and the most that an array has to contain of a kind.</summary>
    private const int MostCounted = 64;
    private const int MostContained = 4;

    private readonly Dictionary<(int, int), Expression> _known = [];

    public static bool CanCount(ContainsPart part, int least) => part.Least <= MostContained && least <= MostCounted;

    public Expression Write() => From(0, 0);

    private Expression From(int count, int found)
    {
        if (_known.TryGetValue((count, found), out var known))
            return known;
        // A rule that needs itself is named before it is written.
        var name = rules.Builder.Reserve($"{rule.Name}-counted");
        _known[(count, found)] = GrammarBuilder.Reference(name);
        var (notation, most) = (rule.Notation, items.Most);
        var ways = new List<Expression>();
        if (most is null || count < most)
        {
            var (asked, comma) = (items.At(count), count == 0 ? Expression.Empty : notation.Comma);
            // Items are counted as far as their number matters.
            var next = most is null ? Math.Min(count + 1, Math.Max(Math.Max(least, items.Prefix), 1)) : count + 1;
            ways.Add(Expression.Sequence(comma, Item(asked, "item"), From(next, found)));
            if (found < part.Least)
            {
                var also = new Conjunction([.. asked.Schemas, part.Schema]);
                ways.Add(Expression.Sequence(comma, Item(also, "found"), From(next, found + 1)));
            }
        }
        if (count >= least && found >= part.Least)
            ways.Add(count == 0 ? Expression.Empty : notation.Space);
        return rules.Builder.Define(name, Expression.Choice(ways));
    }

    private Expression Item(Conjunction schemas, string wish) =>
        rule.Notation.Item(rules.Value(schemas, rule.Notation.Inner, $"{rule.Name}-{wish}"));
}
