using System.Text.Json;
using LocalAI.Plugins.Llama.Gguf;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Reads schemas as alternatives, each a <see cref="Shape"/>: references, allOf, anyOf and oneOf are gone.</summary>
internal sealed class ShapeReader(SchemaDocument document, PatternTable patterns)
{
    /// <summary>The most alternatives that one schema may combine to, and the deepest chain of references and combinations.</summary>
    private const int MostShapes = 256;
    private const int DeepestChain = 64;

    private readonly Dictionary<string, IReadOnlyList<Shape>> _expanded = [];
    private readonly Dictionary<string, IReadOnlyList<Shape>> _read = [];
    private readonly KeywordReader _keywords = new(document, patterns);

    /// <summary>The keywords met that no grammar can keep to, each with its place.</summary>
    public IReadOnlyCollection<string> NotEnforced => _keywords.NotEnforced;

    /// <summary>Notes a keyword that the grammar cannot keep to after all.</summary>
    public void Leave(string place) => _keywords.Leave(place);

    /// <returns>None when the schemas contradict each other.</returns>
    public IReadOnlyList<Shape> Read(Conjunction conjunction)
    {
        if (_read.TryGetValue(conjunction.Key, out var known))
            return known;
        IReadOnlyList<Shape> shapes = [Shape.Any];
        foreach (var schema in conjunction.Schemas)
            shapes = Cross(shapes, Expand(schema, []), schema.Pointer);
        return _read[conjunction.Key] = [.. shapes.Select(shape => shape.WithMeantTypes())];
    }

    /// <param name="schema">The schema.</param>
    /// <param name="open">The schemas around it that say something about the same value.</param>
    private IReadOnlyList<Shape> Expand(SchemaNode schema, List<string> open)
    {
        if (_expanded.TryGetValue(schema.Pointer, out var known))
            return known;
        if (open.Contains(schema.Pointer))
            throw document.Refuse(schema.Pointer, "refers to itself without end", "let it refer to itself only from a property or an item");
        if (open.Count >= DeepestChain)
            throw document.Refuse(schema.Pointer, $"chains more than {DeepestChain} references or combinations", "shorten the chain");

        open.Add(schema.Pointer);
        var shapes = schema.Element.ValueKind switch
        {
            JsonValueKind.True => [Shape.Any],
            JsonValueKind.False => [],
            JsonValueKind.Object => ExpandObject(schema, open),
            _ => throw document.Refuse(
                schema.Pointer, $"has {Show(schema.Element)} where a schema should be", "give an object, true or false"),
        };
        open.RemoveAt(open.Count - 1);
        return _expanded[schema.Pointer] = shapes;
    }

    private IReadOnlyList<Shape> ExpandObject(SchemaNode schema, List<string> open)
    {
        IReadOnlyList<Shape> shapes = [_keywords.Read(schema)];
        if (schema.Find("$ref") is { } reference)
        {
            var target = document.Resolve(KeywordReader.Text(document, reference), reference.Pointer);
            shapes = Cross(shapes, Expand(target, open), schema.Pointer);
        }
        foreach (var part in _keywords.Schemas(schema, "allOf"))
            shapes = Cross(shapes, Expand(part, open), schema.Pointer);
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema.Find(keyword) is not null)
                shapes = Cross(shapes, [.. _keywords.Schemas(schema, keyword).SelectMany(part => Expand(part, open))], schema.Pointer);
        }
        return shapes;
    }

    private List<Shape> Cross(IReadOnlyList<Shape> left, IReadOnlyList<Shape> right, string pointer)
    {
        if ((long)left.Count * right.Count > MostShapes)
            throw document.Refuse(pointer, $"combines to more than {MostShapes} alternatives", "give fewer of them");
        document.Effort.Spend(left.Count * right.Count * 10L);
        document.Effort.Spend(left.Sum(shape => (long)(shape.Values?.Count ?? 0)) * right.Sum(shape => (long)(shape.Values?.Count ?? 0)));
        return [.. left.SelectMany(_ => right, (a, b) => a.And(b)).OfType<Shape>()];
    }

    internal static string Show(JsonElement element) => GgufFault.Quote(element.GetRawText());
}
