using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Grammars;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>
/// What a tool's JSON schema says about a value that a model writes as plain text. References and combinations are followed, as the
/// grammar that held the model follows them.
/// </summary>
internal sealed class ArgumentSchema
{
    private readonly Source? _source;
    private readonly IReadOnlyList<Conjunction> _alternatives;
    private readonly IReadOnlyList<Shape> _shapes;

    private ArgumentSchema(Source? source, IReadOnlyList<Conjunction> alternatives)
    {
        _source = source;
        _alternatives = alternatives;
        _shapes = Read();
        Types = _shapes.Aggregate(JsonTypes.None, (types, shape) => types | shape.Possible);
    }

    /// <summary>Any value.</summary>
    public static ArgumentSchema Any { get; } = new(null, [Conjunction.Any]);

    /// <summary>The types that the value can have.</summary>
    public JsonTypes Types { get; }

    /// <summary>Whether the value is a string and nothing else.</summary>
    public bool IsOnlyText => Types == JsonTypes.String;

    /// <summary>The arguments of a function.</summary>
    /// <param name="parameters">Their schema; undefined when there is none.</param>
    public static ArgumentSchema Of(JsonElement parameters)
    {
        try
        {
            var effort = new Effort("Tools");
            var document = new SchemaDocument(OfArguments(parameters), "Tools", effort);
            var patterns = new PatternTable(effort);
            return new ArgumentSchema(new Source(new ShapeReader(document, patterns), patterns), [new Conjunction([document.Root])]);
        }
        catch (EngineException)
        {
            // Who asks for a grammar is told; without one, the text alone says what a value is.
            return Any;
        }
    }

    /// <summary>The schema of a function's arguments, which are an object even where it does not say so.</summary>
    public static JsonElement OfArguments(JsonElement parameters)
    {
        if (parameters.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return parameters;
        var whole = parameters.ValueKind == JsonValueKind.Object ? JsonObject.Create(parameters)! : [];
        if (whole.Any(keyword => keyword.Key is "$ref" or "allOf" or "anyOf" or "oneOf"))
            return parameters;
        whole.TryAdd("type", "object");
        if (!whole.Any(keyword => keyword.Key is "properties" or "patternProperties" or "additionalProperties"))
            whole["additionalProperties"] = false;
        return JsonSerializer.SerializeToElement(whole);
    }

    /// <summary>Whether the value may be of a type.</summary>
    public bool Allows(JsonTypes type) => (Types & type) != 0;

    /// <summary>Whether the schema says that the value is of a type, perhaps beside others.</summary>
    public bool Demands(JsonTypes type) => Types != JsonTypes.All && Allows(type);

    /// <summary>A member of the value, if that is an object.</summary>
    public ArgumentSchema Member(string name) => _source is null
        ? Any
        : Part([.. _shapes.Select(shape => new ObjectMembers(shape, _source.Patterns).Find(name)).OfType<Conjunction>()]);

    /// <summary>An item of the value, if that is an array.</summary>
    public ArgumentSchema Item(int index) => _source is null ? Any : Part([.. _shapes.Select(shape => new ArrayItems(shape).At(index))]);

    private ArgumentSchema Part(IReadOnlyList<Conjunction> alternatives) =>
        alternatives.Count == 0 ? Any : new ArgumentSchema(_source, alternatives);

    private IReadOnlyList<Shape> Read()
    {
        if (_source is null)
            return [Shape.Any];
        try
        {
            return [.. _alternatives.SelectMany(_source.Reader.Read)];
        }
        catch (EngineException)
        {
            return [Shape.Any];
        }
    }

    private sealed record Source(ShapeReader Reader, PatternTable Patterns);
}
