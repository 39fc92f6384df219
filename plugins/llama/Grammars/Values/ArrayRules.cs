namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Writes arrays.</summary>
internal sealed class ArrayRules(SchemaRules rules)
{
    public Expression Write(Shape shape, ValueRule rule)
    {
        var items = new ArrayItems(shape);
        if (items.Most < shape.MinItems)
            return Expression.Never;
        var notation = rule.Notation;
        var written = Different(items, shape, rule) ?? Counted(items, shape, rule) ?? Plain(items, shape.MinItems, rule);
        return Expression.Sequence(
            Expression.Literal(notation.Brackets.Open), notation.Space, written,
            Expression.Literal(notation.Brackets.Close), notation.End);
    }

    /// <returns>Null where items may come twice, or cannot be kept from it.</returns>
    private Expression? Different(ArrayItems items, Shape shape, ValueRule rule)
    {
        if (shape.Unique is not { } unique || items.Most is 0 or 1)
            return null;
        var different = DifferentItems.Of(items, rules, rule)?.Write(shape.MinItems);
        foreach (var left in different is null ? [unique] : shape.Contains.Select(part => part.Pointer))
            rules.Reader.Leave(left);
        return different;
    }

    /// <returns>Null where no item has to be of a kind, or that cannot be counted.</returns>
    private Expression? Counted(ArrayItems items, Shape shape, ValueRule rule)
    {
        var isCounted = shape.Contains is [var contained, ..] && CountedItems.CanCount(contained, shape.MinItems);
        foreach (var part in shape.Contains.Skip(isCounted ? 1 : 0))
            rules.Reader.Leave(part.Pointer);
        return isCounted ? new CountedItems(items, shape.Contains[0], shape.MinItems, rules, rule).Write() : null;
    }

    private Expression Plain(ArrayItems items, int least, ValueRule rule)
    {
        var (notation, most, wish) = (rule.Notation, items.Most, $"{rule.Name}-item");
        if (most == 0)
            return Expression.Empty;

        // From the end: what may follow so many items.
        var prefix = Math.Max(1, Math.Min(items.Prefix, most ?? int.MaxValue));
        var further = Expression.Empty;
        if (most is null || most > prefix)
        {
            var one = Expression.Sequence(notation.Comma, Item(Math.Max(prefix, items.Prefix), wish));
            further = rules.Builder.Repeat($"{rule.Name}-items", one, Math.Max(0, least - prefix), most - prefix);
        }
        var rest = Expression.Sequence(further, notation.Space);
        for (var index = prefix - 1; index >= 0; index--)
        {
            var item = Item(index, items.Prefix == 0 ? wish : $"{wish}-{index}");
            var more = Expression.Sequence(index == 0 ? item : Expression.Sequence(notation.Comma, item), rest);
            var end = index == 0 ? Expression.Empty : notation.Space;
            rest = index >= least ? Expression.Choice(more, end) : more;
            if (index > 0)
                rest = rules.Builder.Share($"{rule.Name}-rest", rest);
        }
        return rest;

        Expression Item(int index, string its) => notation.Item(rules.Value(items.At(index), notation.Inner, its));
    }
}
