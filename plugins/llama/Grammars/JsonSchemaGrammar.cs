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
            alternatives.Add(Expression.Sequence(Number(shape with { Types = types }, rule, place), notation.End));
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
                return Expression.Sequence(Expression.Literal(value.GetRawText()), notation.End);
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
        if (quoting.MostCounted < Math.Max(shape.MinLength, shape.MaxLength ?? 0))
        {
            _reader.Leave($"{place}/{(shape.MaxLength > quoting.MostCounted ? "maxLength" : "minLength")}");
            shape = shape with
            {
                MinLength = Math.Min(shape.MinLength, quoting.MostCounted.Value),
                MaxLength = shape.MaxLength > quoting.MostCounted ? null : shape.MaxLength,
            };
        }
        if (shape.Patterns.Count == 0 && quoting.Any(shape.MinLength, shape.MaxLength, others) is { } any)
            return _builder.Share("string", Expression.Sequence(quoting.Open, any));
        var key = $"{quoting.Name} {others} {shape.MinLength} {shape.MaxLength} {string.Join('\n', shape.Patterns)}";
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
        return Expression.Sequence(
            Expression.Literal(notation.Brackets.Open), notation.Space, most == 0 ? Expression.Empty : rest,
            Expression.Literal(notation.Brackets.Close), notation.End);

        Expression Item(int index, string its) => notation.Item(Value(items.At(index), notation.Inner, its));
    }

    private Expression Object(Shape shape, Notation notation, string rule, string place)
    {
        var members = new ObjectMembers(shape, _patterns);
        var other = OtherMember(members, notation, rule, place);
        var others = _builder.Repeat($"{rule}-others", Expression.Sequence(notation.Comma, other), 0, null);

        // From the end: what follows when nothing stands before it, and when something does.
        var rest = Expression.Sequence(others, notation.Space);
        var first = Expression.Choice(Expression.Sequence(other, others, notation.Space), Expression.Empty);
        foreach (var name in Ordered(members.Names, notation).Reverse())
        {
            var member = members.Find(name) is { } schemas
                ? notation.Member(name, Value(schemas, notation.Inner, $"{rule}-{name}")) : Expression.Never;
            rest = _builder.Share($"{rule}-rest", rest);
            first = _builder.Share($"{rule}-first", first);
            var isRequired = members.Required.Contains(name);
            var (after, before) = (rest, first);
            first = Expression.Choice([Expression.Sequence(member, after), .. isRequired ? (Expression[])[] : [before]]);
            rest = Expression.Choice([Expression.Sequence(notation.Comma, member, after), .. isRequired ? (Expression[])[] : [after]]);
        }
        return Expression.Sequence(
            Expression.Literal(notation.Braces.Open), notation.Space, first, Expression.Literal(notation.Braces.Close), notation.End);
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
                .Append(new ComplementLanguage(new WordLanguage(members.Names))).ToList();
            var value = Value(members.Asked(matched), notation.Inner, $"{rule}-other");
            foreach (var quoting in notation.Names)
            {
                var name = members.Names.Count + patterns.Count == 0
                    ? Text(quoting, Shape.Any, JsonTypes.None, rule, place)
                    : Expression.Sequence(quoting.Open, Table(
                        $"{rule}-key", [.. languages, .. quoting.Limits(JsonTypes.None)], quoting.Character, quoting.Close, place));
                alternatives.Add(notation.OtherMember(name, value));
            }
        }
        return _builder.Share($"{rule}-member", Expression.Choice(alternatives));
    }
}
