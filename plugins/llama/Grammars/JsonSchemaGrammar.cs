using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>
/// Turns a JSON schema into rules for its values, in JSON or another notation. Each set of schemas that one value has to satisfy becomes
/// a rule, so that a schema that refers to itself becomes a rule that does.
/// </summary>
internal sealed class JsonSchemaGrammar
{
    private const int MostKeyPatterns = 4;
    private const int MostDigits = 20;
    private const int SpareDecimals = 2;
    private const int ManyWords = 64;

    /// <summary>The most members and items that are counted, and the most of such numbers times names.</summary>
    private const int MostCounted = 64;
    private const int MostCounts = 4096;

    /// <summary>The most values of which none may come twice: each set of them is a rule.</summary>
    private const int MostDifferent = 8;

    /// <summary>The most items that an array has to contain of a kind.</summary>
    private const int MostContained = 4;

    private readonly GrammarBuilder _builder;
    private readonly SchemaDocument _document;
    private readonly ShapeReader _reader;
    private readonly PatternTable _patterns;
    private readonly ShapeMatcher _matcher;
    private readonly Dictionary<string, string> _rules = [];
    private readonly Dictionary<string, Expression> _strings = [];
    private readonly Queue<(string Rule, Conjunction Schemas, Notation Notation)> _todo = [];

    private JsonSchemaGrammar(GrammarBuilder builder, JsonElement schema)
    {
        _builder = builder;
        _document = new SchemaDocument(schema, builder.Field, builder.Effort);
        _patterns = new PatternTable(_document.Effort);
        _reader = new ShapeReader(_document, _patterns);
        _matcher = new ShapeMatcher(_reader, _patterns);
    }

    /// <summary>A grammar for one schema, with the rule <c>root</c>.</summary>
    /// <param name="schema">An object, true or false.</param>
    /// <param name="field">The field of the request that holds it, for messages.</param>
    /// <param name="notEnforced">The places of the keywords that the grammar does not keep to.</param>
    /// <returns>GBNF.</returns>
    /// <exception cref="EngineException">The schema is wrong, too large or allows no value.</exception>
    public static string Build(JsonElement schema, string field, out IReadOnlyCollection<string> notEnforced)
    {
        var builder = new GrammarBuilder(field);
        var root = builder.Reserve("root");
        builder.Define(root, AddTo(builder, schema, "json", new JsonNotation(builder), out notEnforced));
        return builder.Build(root);
    }

    /// <summary>Adds the rules of a schema to a grammar.</summary>
    /// <param name="builder">Takes the rules.</param>
    /// <param name="schema">An object, true or false.</param>
    /// <param name="name">What the rules are named after.</param>
    /// <param name="notation">How the values are written.</param>
    /// <param name="notEnforced">The places of the keywords that the grammar does not keep to.</param>
    /// <returns>An expression for the values that the schema allows.</returns>
    /// <exception cref="EngineException">The schema is wrong or too large.</exception>
    public static Expression AddTo(
        GrammarBuilder builder, JsonElement schema, string name, Notation notation, out IReadOnlyCollection<string> notEnforced)
    {
        var grammar = new JsonSchemaGrammar(builder, schema);
        var value = grammar.Value(new Conjunction([grammar._document.Root]), notation, name);
        while (grammar._todo.TryDequeue(out var rule))
            builder.Define(rule.Rule, grammar.Alternatives(rule.Schemas, rule.Notation, rule.Rule));
        notEnforced = grammar._reader.NotEnforced;
        return value;
    }

    /// <summary>A rule for a value; it is written later, for it may need itself.</summary>
    private Expression Value(Conjunction schemas, Notation notation, string wish)
    {
        if (schemas.Key.Length > 0 && _reader.Read(schemas) is [{ IsAny: true }])
            schemas = Conjunction.Any;
        var key = $"{notation.Name}\n{schemas.Key}";
        if (!_rules.TryGetValue(key, out var rule))
        {
            var place = schemas.Schemas.Count > 0 ? schemas.Schemas[0].Pointer : "#";
            _rules[key] = rule = _builder.Reserve(schemas.Key.Length > 0 ? wish : "value", place);
            _todo.Enqueue((rule, schemas, notation));
        }
        return GrammarBuilder.Reference(rule);
    }

    private Expression Alternatives(Conjunction schemas, Notation notation, string rule)
    {
        var place = schemas.Schemas.Count > 0 ? schemas.Schemas[0].Pointer : "#";
        var shapes = _reader.Read(schemas);
        var others = shapes.Aggregate(JsonTypes.None, (types, shape) => types | shape.Possible) & ~JsonTypes.String;
        return Expression.Choice(shapes.Select(shape => Alternative(shape, notation, others, rule, place)).ToList());
    }

    /// <param name="shape">What is asked.</param>
    /// <param name="notation">How it is written.</param>
    /// <param name="others">What the value may be besides a text, in this alternative or another one.</param>
    /// <param name="rule">The rule it stands in.</param>
    /// <param name="place">The schema it is of.</param>
    private Expression Alternative(Shape shape, Notation notation, JsonTypes others, string rule, string place)
    {
        if (shape.Values is { } values)
        {
            var matching = values.Where(value => _matcher.Matches(value, shape with { Values = null })).ToList();
            return Values(matching, notation, others, rule);
        }

        var types = shape.Types & notation.Types;
        var alternatives = new List<Expression>();
        if (types.HasFlag(JsonTypes.Object))
            alternatives.Add(Object(shape, notation, rule, place));
        if (types.HasFlag(JsonTypes.Array))
            alternatives.Add(Array(shape, notation, rule));
        if (types.HasFlag(JsonTypes.String))
            alternatives.AddRange(notation.Texts.Select(quoting => Text(quoting, shape, others, rule, place)));
        if ((types & JsonTypes.Number) != 0)
            alternatives.Add(Expression.Sequence(notation.Number(Number(shape with { Types = types }, rule, place)), notation.End));
        if (types.HasFlag(JsonTypes.Boolean))
        {
            alternatives.Add(Expression.Sequence(notation.Word("true"), notation.End));
            alternatives.Add(Expression.Sequence(notation.Word("false"), notation.End));
        }
        if (types.HasFlag(JsonTypes.Null))
            alternatives.Add(Expression.Sequence(notation.Word("null"), notation.End));
        return Expression.Choice(alternatives);
    }

    private Expression Values(IReadOnlyList<JsonElement> values, Notation notation, JsonTypes others, string rule)
    {
        var words = values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).ToList();
        // With many alternatives llama.cpp would follow each by itself, token after token.
        if (words.Count < ManyWords || Dfa.Build(_document.Effort, new WordLanguage(words)) is null)
            return Expression.Choice(values.Select(value => Given(value, notation, others)));
        return Expression.Choice(
        [
            .. notation.Texts.Select(quoting => Expression.Sequence(quoting.Open, DfaRules.Add(
                _builder, $"{rule}-text", Dfa.Build(_document.Effort, [new WordLanguage(words), .. quoting.Limits(others)])!,
                quoting.Character, quoting.Close))),
            .. values.Where(value => value.ValueKind != JsonValueKind.String).Select(value => Given(value, notation, others)),
        ]);
    }

    /// <summary>One given value.</summary>
    private static Expression Given(JsonElement value, Notation notation, JsonTypes others)
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
                return Listed(notation, notation.Braces, [.. Ordered(members, notation)
                    .Select(name => notation.Member(name, Inner(value.GetProperty(name))))]);
            case JsonValueKind.Number:
                return Expression.Sequence(notation.Number(Expression.Literal(value.GetRawText())), notation.End);
            default:
                return Expression.Sequence(notation.Word(value.GetRawText()), notation.End);
        }

        Expression Inner(JsonElement child) => Given(child, notation.Inner, JsonTypes.None);
    }

    private static IEnumerable<string> Ordered(IEnumerable<string> names, Notation notation) =>
        notation.SortsMembers ? names.OrderBy(name => name.ToLowerInvariant(), StringComparer.Ordinal) : names;

    private static Expression Listed(Notation notation, (string Open, string Close) around, IReadOnlyList<Expression> items)
    {
        var parts = new List<Expression> { Expression.Literal(around.Open), notation.Space };
        for (var index = 0; index < items.Count; index++)
            parts.AddRange(index == 0 ? [items[index]] : [notation.Comma, items[index]]);
        if (items.Count > 0)
            parts.Add(notation.Space);
        return Expression.Sequence([.. parts, Expression.Literal(around.Close), notation.End]);
    }

    private Expression Text(Quoting quoting, Shape shape, JsonTypes others, string rule, string place)
    {
        if ((_builder.IsCrowded ? 1 : quoting.MostCounted) is { } counted && quoting.MostCounted is not null
            && counted < Math.Max(shape.MinLength, shape.MaxLength ?? 0))
        {
            _reader.Leave($"{place}/{(shape.MaxLength > counted ? "maxLength" : "minLength")}");
            shape = shape with
            {
                MinLength = Math.Min(shape.MinLength, counted),
                MaxLength = shape.MaxLength > counted ? null : shape.MaxLength,
            };
        }
        if (!shape.LimitsText && quoting.Any(shape.MinLength, shape.MaxLength, others) is { } any)
            return _builder.Share("string", Expression.Sequence(quoting.Open, any));
        var key = $"{quoting.Name} {others} {shape.TextKey}";
        if (!_strings.TryGetValue(key, out var text))
        {
            _strings[key] = text = Table(
                $"{rule}-text", [.. _patterns.For(shape), .. quoting.Limits(others)], quoting.Character, quoting.Close, place);
        }
        return Expression.Sequence(quoting.Open, text);
    }

    private Expression Number(Shape shape, string rule, string place)
    {
        var isInteger = !shape.Types.HasFlag(JsonTypes.Fractional);
        if (shape.Numbers.Count > 0)
        {
            // A divisor needs its remainders for each digit that is counted, so hardly any are.
            var decimals = shape.Numbers.OfType<DivisibleLanguage>().Select(divisible => (int?)divisible.Decimals).Min();
            var further = decimals is null ? $"{{0,{MostDigits - 1}}}" : "*";
            var point = isInteger ? "" : $"(?:\\.\\d{{1,{decimals + SpareDecimals ?? MostDigits}}})?";
            var form = _patterns[$"^-?(?:0|[1-9]\\d{further}){point}$"];
            return Table($"{rule}-number", [form, .. shape.Numbers], Expression.OneOf, Expression.Empty, place);
        }

        var digit = Expression.OneOf("0123456789");
        var whole = _builder.Share("integer", Expression.Sequence(
            Expression.Optional(Expression.Literal("-")),
            Expression.Choice(
                Expression.Literal("0"), Expression.Sequence(Expression.OneOf("123456789"), Expression.Repeat(digit, 0, MostDigits - 1)))));
        if (isInteger)
            return whole;
        var fraction = Expression.Sequence(Expression.Literal("."), Expression.Repeat(digit, 1, MostDigits));
        var exponent = Expression.Sequence(
            Expression.OneOf("eE"), Expression.Optional(Expression.OneOf("+-")), Expression.Repeat(digit, 1, 2));
        return _builder.Share("number", Expression.Sequence(whole, Expression.Optional(fraction), Expression.Optional(exponent)));
    }

    private Expression Table(
        string wish, IReadOnlyList<Language> languages, Func<CharacterSet, Expression> character, Expression end, string place)
    {
        var dfa = Dfa.Build(_document.Effort, [.. languages]) ?? throw _document.Refuse(
            place, $"needs more than {Dfa.MostStates} states for its pattern and its bounds", "simplify the pattern or lower the bounds");
        return DfaRules.Add(_builder, wish, dfa, character, end);
    }

    private Expression Array(Shape shape, Notation notation, string rule)
    {
        var items = new ArrayItems(shape);
        var (least, most, wish) = (shape.MinItems, items.Most, $"{rule}-item");
        if (most < least)
            return Expression.Never;

        if (shape.Unique is { } unique && most is null or > 1)
        {
            if (DifferentItems(items, shape, notation, rule) is { } different)
            {
                foreach (var part in shape.Contains)
                    _reader.Leave(part.Pointer);
                return Bracketed(different, notation);
            }
            _reader.Leave(unique);
        }
        foreach (var part in shape.Contains.Where((part, index) => index > 0 || part.Least > MostContained || least > MostCounted))
            _reader.Leave(part.Pointer);
        if (shape.Contains is [var contained, ..] && contained.Least <= MostContained && least <= MostCounted)
            return Bracketed(new CountedItems(this, items, notation, rule).Write(contained, least, most), notation);

        // From the end: what may follow so many items.
        var prefix = Math.Max(1, Math.Min(items.Prefix, most ?? int.MaxValue));
        var further = Expression.Empty;
        if (most is null || most > prefix)
        {
            var one = Expression.Sequence(notation.Comma, Item(Math.Max(prefix, items.Prefix), wish));
            further = _builder.Repeat($"{rule}-items", one, Math.Max(0, least - prefix), most - prefix);
        }
        var rest = Expression.Sequence(further, notation.Space);
        for (var index = prefix - 1; index >= 0 && most != 0; index--)
        {
            var item = Item(index, items.Prefix == 0 ? wish : $"{wish}-{index}");
            var more = Expression.Sequence(index == 0 ? item : Expression.Sequence(notation.Comma, item), rest);
            var end = index == 0 ? Expression.Empty : notation.Space;
            rest = index >= least ? Expression.Choice(more, end) : more;
            if (index > 0)
                rest = _builder.Share($"{rule}-rest", rest);
        }
        return Bracketed(most == 0 ? Expression.Empty : rest, notation);

        Expression Item(int index, string its) => notation.Item(Value(items.At(index), notation.Inner, its));
    }

    private static Expression Bracketed(Expression items, Notation notation) => Expression.Sequence(
        Expression.Literal(notation.Brackets.Open), notation.Space, items, Expression.Literal(notation.Brackets.Close), notation.End);

    /// <summary>Items of a short list of values, none of them twice: a rule for each set of those that are still left.</summary>
    /// <returns>Null when the values are too many, or not listed.</returns>
    private Expression? DifferentItems(ArrayItems items, Shape shape, Notation notation, string rule)
    {
        var values = items.Prefix == 0 ? _matcher.Listed(items.At(0)) : null;
        if (values is null || values.Count > MostDifferent)
            return null;
        var others = values.Aggregate(JsonTypes.None, (types, value) => types | JsonTypeNames.WideOf(value)) & ~JsonTypes.String;
        var written = values.Select(value => notation.Item(Given(value, notation.Inner, others))).ToList();
        var sets = new Dictionary<int, Expression>();
        return From(0, 0);

        Expression From(int used, int count)
        {
            if (sets.TryGetValue(used, out var known))
                return known;
            var ways = new List<Expression>();
            for (var value = 0; value < values.Count && count < (items.Most ?? int.MaxValue); value++)
            {
                if ((used >> value & 1) == 0)
                {
                    ways.Add(Expression.Sequence(
                        count == 0 ? Expression.Empty : notation.Comma, written[value], From(used | 1 << value, count + 1)));
                }
            }
            if (count >= shape.MinItems)
                ways.Add(count == 0 ? Expression.Empty : notation.Space);
            return sets[used] = _builder.Share($"{rule}-set", Expression.Choice(ways));
        }
    }

    /// <summary>Items of which some satisfy a further schema: a rule for each number of items and of those among them.</summary>
    private sealed class CountedItems(JsonSchemaGrammar grammar, ArrayItems items, Notation notation, string rule)
    {
        private readonly Dictionary<(int, int), Expression> _known = [];

        public Expression Write(ContainsPart part, int least, int? most) => From(part, least, most, 0, 0);

        private Expression From(ContainsPart part, int least, int? most, int count, int found)
        {
            if (_known.TryGetValue((count, found), out var known))
                return known;
            // A rule that needs itself is named before it is written.
            var name = grammar._builder.Reserve($"{rule}-counted");
            _known[(count, found)] = GrammarBuilder.Reference(name);
            var ways = new List<Expression>();
            if (most is null || count < most)
            {
                var (asked, comma) = (items.At(count), count == 0 ? Expression.Empty : notation.Comma);
                // Items are counted as far as their number matters.
                var next = most is null ? Math.Min(count + 1, Math.Max(Math.Max(least, items.Prefix), 1)) : count + 1;
                ways.Add(Expression.Sequence(comma, Item(asked, "item"), From(part, least, most, next, found)));
                if (found < part.Least)
                {
                    var also = new Conjunction([.. asked.Schemas, part.Schema]);
                    ways.Add(Expression.Sequence(comma, Item(also, "found"), From(part, least, most, next, found + 1)));
                }
            }
            if (count >= least && found >= part.Least)
                ways.Add(count == 0 ? Expression.Empty : notation.Space);
            return grammar._builder.Define(name, Expression.Choice(ways));
        }

        private Expression Item(Conjunction schemas, string wish) =>
            notation.Item(grammar.Value(schemas, notation.Inner, $"{rule}-{wish}"));
    }

    private Expression Object(Shape shape, Notation notation, string rule, string place)
    {
        var members = new ObjectMembers(shape, _patterns);
        var names = Ordered(members.Names, notation).ToList();
        var other = OtherMember(members, notation, rule, place);
        var (least, most) = Bounds(shape, members, other.IsNever, place);
        var others = Expression.Sequence(notation.Comma, other);

        // From the end: what follows so many members. They are counted as far as their number matters, and at least to one.
        var counted = Math.Max(1, most ?? least);
        var rest = Enumerable.Range(0, counted + 1).Select(Further).ToArray();
        foreach (var name in Enumerable.Reverse(names))
        {
            var member = members.Find(name) is { } schemas && _matcher.AllowsName(name, members)
                ? notation.Member(name, Value(schemas, notation.Inner, $"{rule}-{name}")) : Expression.Never;
            var isRequired = members.Required.Contains(name);
            rest = [.. rest.Select((expression, count) =>
                _builder.Share(count == 0 ? $"{rule}-first" : $"{rule}-rest", expression))];
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
                    _builder.Repeat($"{rule}-others", others, Math.Max(0, least - count), most - count), notation.Space);
            }
            var some = most == 0 ? Expression.Never : Expression.Sequence(
                other, _builder.Repeat($"{rule}-others", others, Math.Max(0, least - 1), most - 1), notation.Space);
            return least > 0 ? some : Expression.Choice(some, Expression.Empty);
        }
    }

    /// <summary>The bounds on the number of members, where they bound anything.</summary>
    private (int Least, int? Most) Bounds(Shape shape, ObjectMembers members, bool isClosed, string place)
    {
        var least = shape.MinProperties <= members.Required.Count ? 0 : shape.MinProperties;
        var most = isClosed && shape.MaxProperties >= members.Names.Count ? null : shape.MaxProperties;
        var counted = Math.Max(least, most ?? 0);
        if (counted <= MostCounted && counted * members.Names.Count <= MostCounts)
            return (least, most);
        _reader.Leave($"{place}/{(most is null ? "minProperties" : "maxProperties")}");
        return (0, null);
    }

    /// <summary>A member whose name has no place of its own.</summary>
    private Expression OtherMember(ObjectMembers members, Notation notation, string rule, string place)
    {
        var patterns = members.KeyPatterns;
        if (patterns.Count > MostKeyPatterns)
        {
            throw _document.Refuse(place, $"has {patterns.Count} patterns for names of properties",
                $"give at most {MostKeyPatterns} in one object");
        }

        var alternatives = new List<Expression>();
        for (var subset = 0; subset < 1 << patterns.Count; subset++)
        {
            if (subset == 0 && !members.IsOpen)
                continue;
            var matched = patterns.Where((_, index) => (subset >> index & 1) == 1).ToHashSet();
            var languages = patterns
                .Select(pattern => matched.Contains(pattern) ? _patterns[pattern] : new ComplementLanguage(_patterns[pattern]))
                .Append(new ComplementLanguage(new WordLanguage([.. members.Names, .. members.Forbidden]))).ToList();
            var isAnyName = members.Names.Count + members.Forbidden.Count + patterns.Count + members.NameSchemas.Schemas.Count == 0;
            var value = Value(members.Asked(matched), notation.Inner, $"{rule}-other");
            foreach (var (quoting, asked) in notation.Names.SelectMany(_ => NameShapes(members), (quoting, shape) => (quoting, shape)))
            {
                var name = isAnyName
                    ? Text(quoting, Shape.Any, JsonTypes.None, rule, place)
                    : Expression.Sequence(quoting.Open, Table(
                        $"{rule}-key", [.. languages, .. asked, .. quoting.Limits(JsonTypes.None)], quoting.Character, quoting.Close,
                        place));
                alternatives.Add(notation.OtherMember(name, value));
            }
        }
        return _builder.Share($"{rule}-member", Expression.Choice(alternatives));
    }

    /// <summary>What is asked of all names, as alternatives.</summary>
    private IEnumerable<IReadOnlyList<Language>> NameShapes(ObjectMembers members) => _reader.Read(members.NameSchemas)
        .Where(shape => shape.Types.HasFlag(JsonTypes.String))
        .Select(shape => (IReadOnlyList<Language>)(shape.Values is null ? _patterns.For(shape) : [new WordLanguage(shape.Values
            .Where(value => value.ValueKind == JsonValueKind.String && _matcher.Matches(value, shape with { Values = null }))
            .Select(value => value.GetString()!))]));
}
