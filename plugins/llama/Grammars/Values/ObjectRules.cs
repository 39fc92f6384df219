namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>Writes objects: members that the schema names in its order, then others.</summary>
internal sealed class ObjectRules(SchemaRules rules, TextRules texts)
{
    /// <summary>The most members that are counted, and the most of such numbers times names.</summary>
    private const int MostCounted = 64;
    private const int MostCounts = 4096;

    private readonly OtherMembers _others = new(rules, texts);

    public Expression Write(Shape shape, ValueRule rule)
    {
        var notation = rule.Notation;
        var members = new ObjectMembers(shape, rules.Patterns);
        var names = notation.Ordered(members.Names).ToList();
        var other = _others.Write(members, rule);
        var (least, most) = Bounds(shape, members, other.IsNever, rule);
        var others = Expression.Sequence(notation.Comma, other);

        // From the end: what follows so many members. They are counted as far as their number matters, and at least to one.
        var counted = Math.Max(1, most ?? least);
        var rest = Enumerable.Range(0, counted + 1).Select(Further).ToArray();
        foreach (var name in Enumerable.Reverse(names))
        {
            var member = members.Find(name) is { } schemas && rules.Matcher.AllowsName(name, members)
                ? notation.Member(name, rules.Value(schemas, notation.Inner, $"{rule.Name}-{name}")) : Expression.Never;
            var isRequired = members.Required.Contains(name);
            rest = [.. rest.Select((expression, count) =>
                rules.Builder.Share(count == 0 ? $"{rule.Name}-first" : $"{rule.Name}-rest", expression))];
            rest = [.. rest.Select((without, count) =>
            {
                var with = count == most ? Expression.Never : Expression.Sequence(
                    count == 0 ? Expression.Empty : notation.Comma, member, rest[Math.Min(count + 1, counted)]);
                return isRequired ? with : Expression.Choice(with, without);
            })];
        }
        return Expression.Sequence(
            Expression.Literal(notation.Braces.Open), notation.Space, rest[0], Expression.Literal(notation.Braces.Close), notation.End);

        Expression Further(int count)
        {
            if (count > 0)
            {
                return Expression.Sequence(
                    rules.Builder.Repeat($"{rule.Name}-others", others, Math.Max(0, least - count), most - count), notation.Space);
            }
            var some = most == 0 ? Expression.Never : Expression.Sequence(
                other, rules.Builder.Repeat($"{rule.Name}-others", others, Math.Max(0, least - 1), most - 1), notation.Space);
            return least > 0 ? some : Expression.Choice(some, Expression.Empty);
        }
    }

    /// <summary>The bounds on the number of members, where they bound anything.</summary>
    private (int Least, int? Most) Bounds(Shape shape, ObjectMembers members, bool isClosed, ValueRule rule)
    {
        var least = shape.MinProperties <= members.Required.Count ? 0 : shape.MinProperties;
        var most = isClosed && shape.MaxProperties >= members.Names.Count ? null : shape.MaxProperties;
        var counted = Math.Max(least, most ?? 0);
        if (counted <= MostCounted && counted * members.Names.Count <= MostCounts)
            return (least, most);
        rules.Reader.Leave($"{rule.Place}/{(most is null ? "minProperties" : "maxProperties")}");
        return (0, null);
    }
}
