using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars.Languages;
using LocalAI.Plugins.Llama.Grammars.Notations;

namespace LocalAI.Plugins.Llama.Grammars.Values;

/// <summary>
/// The rules of one schema. Each set of schemas that one value has to satisfy becomes a rule, so that a schema that refers to itself
/// becomes a rule that does.
/// </summary>
internal sealed class SchemaRules
{
    private readonly SchemaDocument _document;
    private readonly Dictionary<string, string> _names = [];
    private readonly Queue<(Conjunction Schemas, ValueRule Rule)> _todo = [];
    private readonly GivenValues _given;
    private readonly TextRules _texts;
    private readonly NumberRules _numbers;
    private readonly ArrayRules _arrays;
    private readonly ObjectRules _objects;

    public SchemaRules(GrammarBuilder builder, JsonElement schema)
    {
        _document = new SchemaDocument(schema, builder.Field, builder.Effort);
        Builder = builder;
        Patterns = new PatternTable(_document.Effort);
        Reader = new ShapeReader(_document, Patterns);
        Matcher = new ShapeMatcher(Reader, Patterns);
        _given = new GivenValues(this);
        _texts = new TextRules(this);
        _numbers = new NumberRules(this);
        _arrays = new ArrayRules(this);
        _objects = new ObjectRules(this, _texts);
    }

    public GrammarBuilder Builder { get; }

    public PatternTable Patterns { get; }

    public ShapeReader Reader { get; }

    public ShapeMatcher Matcher { get; }

    public Effort Effort => _document.Effort;

    /// <summary>The keywords that the rules do not keep to, each with its place.</summary>
    public IReadOnlyCollection<string> NotEnforced => Reader.NotEnforced;

    /// <summary>Writes all rules.</summary>
    /// <returns>An expression for the values of the whole schema.</returns>
    public Expression Write(Notation notation, string wish)
    {
        var value = Value(new Conjunction([_document.Root]), notation, wish);
        while (_todo.TryDequeue(out var next))
            Builder.Define(next.Rule.Name, Alternatives(next.Schemas, next.Rule));
        return value;
    }

    /// <summary>A rule for a value; it is written later, for it may need itself.</summary>
    public Expression Value(Conjunction schemas, Notation notation, string wish)
    {
        if (schemas.Key.Length > 0 && Reader.Read(schemas) is [{ IsAny: true }])
            schemas = Conjunction.Any;
        var key = $"{notation.Name}\n{schemas.Key}";
        if (!_names.TryGetValue(key, out var name))
        {
            var place = schemas.Schemas.Count > 0 ? schemas.Schemas[0].Pointer : "#";
            _names[key] = name = Builder.Reserve(schemas.Key.Length > 0 ? wish : "value", place);
            _todo.Enqueue((schemas, new ValueRule(name, place, notation)));
        }
        return GrammarBuilder.Reference(name);
    }

    /// <summary>A text in all of some languages, as a table of states.</summary>
    /// <param name="rule">The rule it stands in.</param>
    /// <param name="part">What it is there, for names of rules.</param>
    /// <param name="languages">The languages.</param>
    /// <param name="character">How one character of a set is written.</param>
    /// <param name="end">What follows the text.</param>
    /// <exception cref="EngineException">The table would be too large.</exception>
    public Expression Table(
        ValueRule rule, string part, IEnumerable<Language> languages, Func<CharacterSet, Expression> character, Expression end)
    {
        var dfa = Dfa.Build(Effort, [.. languages]) ?? throw Refuse(
            rule, $"needs more than {Dfa.MostStates} states for its pattern and its bounds", "simplify the pattern or lower the bounds");
        return DfaRules.Add(Builder, $"{rule.Name}-{part}", dfa, character, end);
    }

    /// <summary>Refuses the schema of a rule; see <see cref="SchemaDocument.Refuse"/>.</summary>
    public EngineException Refuse(ValueRule rule, string fault, string advice) => _document.Refuse(rule.Place, fault, advice);

    private Expression Alternatives(Conjunction schemas, ValueRule rule)
    {
        var shapes = Reader.Read(schemas);
        var others = shapes.Aggregate(JsonTypes.None, (types, shape) => types | shape.Possible) & ~JsonTypes.String;
        return Expression.Choice(shapes.Select(shape => Alternative(shape, rule, others)).ToList());
    }

    /// <param name="shape">What is asked.</param>
    /// <param name="rule">The rule it stands in.</param>
    /// <param name="others">What the value may be besides a text, in this alternative or another one.</param>
    private Expression Alternative(Shape shape, ValueRule rule, JsonTypes others)
    {
        if (shape.Values is { } values)
        {
            var matching = values.Where(value => Matcher.Matches(value, shape with { Values = null })).ToList();
            return _given.Write(matching, rule, others);
        }

        var notation = rule.Notation;
        var types = shape.Types & notation.Types;
        var alternatives = new List<Expression>();
        if (types.HasFlag(JsonTypes.Object))
            alternatives.Add(_objects.Write(shape, rule));
        if (types.HasFlag(JsonTypes.Array))
            alternatives.Add(_arrays.Write(shape, rule));
        if (types.HasFlag(JsonTypes.String))
            alternatives.AddRange(notation.Texts.Select(quoting => _texts.Write(quoting, shape, others, rule)));
        if ((types & JsonTypes.Number) != 0)
            alternatives.Add(Expression.Sequence(notation.Number(_numbers.Write(shape with { Types = types }, rule)), notation.End));
        if (types.HasFlag(JsonTypes.Boolean))
        {
            alternatives.Add(Expression.Sequence(notation.Word("true"), notation.End));
            alternatives.Add(Expression.Sequence(notation.Word("false"), notation.End));
        }
        if (types.HasFlag(JsonTypes.Null))
            alternatives.Add(Expression.Sequence(notation.Word("null"), notation.End));
        return Expression.Choice(alternatives);
    }
}
