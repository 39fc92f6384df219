using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>
/// Turns a JSON schema into rules for JSON text. Each set of schemas that one value has to satisfy becomes a rule, so that a schema that
/// refers to itself becomes a rule that does.
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
    private readonly JsonText _json;
    private readonly Dictionary<string, string> _rules = [];
    private readonly Dictionary<string, Expression> _strings = [];
    private readonly Queue<(string Rule, Conjunction Schemas)> _todo = [];

    private JsonSchemaGrammar(GrammarBuilder builder, JsonElement schema)
    {
        _builder = builder;
        _document = new SchemaDocument(schema, builder.Field, builder.Effort);
        _patterns = new PatternTable(_document.Effort);
        _reader = new ShapeReader(_document, _patterns);
        _matcher = new ShapeMatcher(_reader, _patterns);
        _json = new JsonText(builder);
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
        builder.Define(root, AddTo(builder, schema, "json", out notEnforced));
        return builder.Build(root);
    }

    /// <summary>Adds the rules of a schema to a grammar.</summary>
    /// <param name="builder">Takes the rules.</param>
    /// <param name="schema">An object, true or false.</param>
    /// <param name="name">What the rules are named after.</param>
    /// <param name="notEnforced">The places of the keywords that the grammar does not keep to.</param>
    /// <returns>An expression for the values that the schema allows.</returns>
    /// <exception cref="EngineException">The schema is wrong or too large.</exception>
    public static Expression AddTo(GrammarBuilder builder, JsonElement schema, string name, out IReadOnlyCollection<string> notEnforced)
    {
        var grammar = new JsonSchemaGrammar(builder, schema);
        var value = grammar.Value(new Conjunction([grammar._document.Root]), name);
        while (grammar._todo.TryDequeue(out var rule))
            builder.Define(rule.Rule, grammar.Alternatives(rule.Schemas, rule.Rule));
        notEnforced = grammar._reader.NotEnforced;
        return value;
    }

    /// <summary>A rule for a value; it is written later, for it may need itself.</summary>
    private Expression Value(Conjunction schemas, string wish)
    {
        if (schemas.Key.Length > 0 && _reader.Read(schemas) is [{ IsAny: true }])
            schemas = Conjunction.Any;
        if (!_rules.TryGetValue(schemas.Key, out var rule))
        {
            var place = schemas.Schemas.Count > 0 ? schemas.Schemas[0].Pointer : "#";
            _rules[schemas.Key] = rule = _builder.Reserve(schemas.Key.Length > 0 ? wish : "value", place);
            _todo.Enqueue((rule, schemas));
        }
        return GrammarBuilder.Reference(rule);
    }

    private Expression Alternatives(Conjunction schemas, string rule)
    {
        var place = schemas.Schemas.Count > 0 ? schemas.Schemas[0].Pointer : "#";
        return Expression.Choice(_reader.Read(schemas).Select(shape => Alternative(shape, rule, place)).ToList());
    }

    private Expression Alternative(Shape shape, string rule, string place)
    {
        if (shape.Values is { } values)
            return Values([.. values.Where(value => _matcher.Matches(value, shape with { Values = null }))], rule);

        var alternatives = new List<Expression>();
        if (shape.Types.HasFlag(JsonTypes.Object))
            alternatives.Add(Object(shape, rule, place));
        if (shape.Types.HasFlag(JsonTypes.Array))
            alternatives.Add(Array(shape, rule));
        if (shape.Types.HasFlag(JsonTypes.String))
            alternatives.Add(Text(_patterns.For(shape), StringKey(shape), shape, rule, place));
        if ((shape.Types & JsonTypes.Number) != 0)
            alternatives.Add(Number(shape, rule, place));
        if (shape.Types.HasFlag(JsonTypes.Boolean))
            alternatives.Add(Expression.Choice(Expression.Literal("true"), Expression.Literal("false")));
        if (shape.Types.HasFlag(JsonTypes.Null))
            alternatives.Add(Expression.Literal("null"));
        return Expression.Choice(alternatives);
    }

    private Expression Values(IReadOnlyList<JsonElement> values, string rule)
    {
        var words = values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).ToList();
        // With many alternatives llama.cpp would follow each by itself, token after token.
        if (words.Count < ManyWords || Dfa.Build(_document.Effort, new WordLanguage(words)) is not { } dfa)
            return Expression.Choice(values.Select(_json.Value));
        var quote = Expression.Literal("\"");
        var table = DfaRules.Add(_builder, $"{rule}-text", dfa, _json.Character, quote);
        return Expression.Choice(
            [Expression.Sequence(quote, table), .. values.Where(value => value.ValueKind != JsonValueKind.String).Select(_json.Value)]);
    }

    private Expression Text(IReadOnlyList<Language> languages, string key, Shape shape, string rule, string place)
    {
        var quote = Expression.Literal("\"");
        if (shape.Patterns.Count == 0)
        {
            var characters = _builder.Repeat("char", _json.AnyCharacter, shape.MinLength, shape.MaxLength);
            return _builder.Share("string", Expression.Sequence(quote, characters, quote));
        }
        if (!_strings.TryGetValue(key, out var text))
            _strings[key] = text = Table($"{rule}-text", languages, _json.Character, quote, place);
        return Expression.Sequence(quote, text);
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

    private Expression Array(Shape shape, string rule)
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
            var one = Expression.Sequence(_json.Comma, Value(items.At(Math.Max(prefix, items.Prefix)), wish));
            further = _builder.Repeat($"{rule}-items", one, Math.Max(0, least - prefix), most - prefix);
        }
        var rest = Expression.Sequence(further, _json.Space);
        for (var index = prefix - 1; index >= 0 && most != 0; index--)
        {
            var item = Value(items.At(index), items.Prefix == 0 ? wish : $"{wish}-{index}");
            var more = Expression.Sequence(index == 0 ? item : Expression.Sequence(_json.Comma, item), rest);
            var end = index == 0 ? Expression.Empty : _json.Space;
            rest = index >= least ? Expression.Choice(more, end) : more;
            if (index > 0)
                rest = _builder.Share($"{rule}-rest", rest);
        }
        return Expression.Sequence(Expression.Literal("["), _json.Space, most == 0 ? Expression.Empty : rest, Expression.Literal("]"));
    }

    private Expression Object(Shape shape, string rule, string place)
    {
        var members = new ObjectMembers(shape, _patterns);
        var other = OtherMember(members, rule, place);
        var others = _builder.Repeat($"{rule}-others", Expression.Sequence(_json.Comma, other), 0, null);

        // From the end: what follows when nothing stands before it, and when something does.
        var rest = Expression.Sequence(others, _json.Space);
        var first = Expression.Choice(Expression.Sequence(other, others, _json.Space), Expression.Empty);
        foreach (var name in members.Names.Reverse())
        {
            var member = members.Find(name) is { } schemas
                ? Expression.Sequence(_json.Key(name), Value(schemas, $"{rule}-{name}")) : Expression.Never;
            rest = _builder.Share($"{rule}-rest", rest);
            first = _builder.Share($"{rule}-first", first);
            var isRequired = members.Required.Contains(name);
            var (after, before) = (rest, first);
            first = Expression.Choice([Expression.Sequence(member, after), .. isRequired ? (Expression[])[] : [before]]);
            rest = Expression.Choice([Expression.Sequence(_json.Comma, member, after), .. isRequired ? (Expression[])[] : [after]]);
        }
        return Expression.Sequence(Expression.Literal("{"), _json.Space, first, Expression.Literal("}"));
    }

    /// <summary>A member whose name has no place of its own.</summary>
    private Expression OtherMember(ObjectMembers members, string rule, string place)
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
            var key = members.Names.Count + patterns.Count == 0
                ? Text([], "", Shape.Any, rule, place)
                : Expression.Sequence(
                    Expression.Literal("\""), Table($"{rule}-key", languages, _json.Character, Expression.Literal("\""), place));
            alternatives.Add(Expression.Sequence(
                key, Expression.Literal(":"), _json.Space, Value(members.Asked(matched), $"{rule}-other")));
        }
        return _builder.Share($"{rule}-member", Expression.Choice(alternatives));
    }

    private static string StringKey(Shape shape) => $"{shape.MinLength} {shape.MaxLength} {string.Join('\n', shape.Patterns)}";
}
