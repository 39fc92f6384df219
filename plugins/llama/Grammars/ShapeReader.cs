using System.Text.Json;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Reads schemas as alternatives, each a <see cref="Shape"/>: references, allOf, anyOf and oneOf are gone.</summary>
internal sealed class ShapeReader(SchemaDocument document, PatternTable patterns)
{
    /// <summary>The most alternatives that one schema may combine to, and the deepest chain of references and combinations.</summary>
    private const int MostShapes = 256;
    private const int DeepestChain = 64;

    /// <summary>The most alternatives up to which conditions are followed: each may double them.</summary>
    private const int MostConditional = 32;

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

    private List<Shape> ExpandObject(SchemaNode schema, List<string> open)
    {
        List<Shape> shapes = [_keywords.Read(schema)];
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
        foreach (var (pointer, alternatives) in Conditions(schema, open).ToList())
        {
            if (alternatives is null || (long)shapes.Count * alternatives.Count > MostConditional)
                Leave(pointer);
            else
                shapes = Cross(shapes, alternatives, schema.Pointer);
        }
        return shapes;
    }

    /// <summary>What the keywords ask that depend on something: alternatives, or null where no alternatives say it.</summary>
    private IEnumerable<(string Pointer, IReadOnlyList<Shape>? Alternatives)> Conditions(SchemaNode schema, List<string> open)
    {
        if (schema.Find("not") is { } not)
            yield return (not.Pointer, Negated(not, open));
        if (schema.Find("if") is { } condition && (schema.Find("then") ?? schema.Find("else")) is not null)
        {
            var held = Expand(condition, open).Select(shape => shape with
            {
                Objects = [.. shape.Objects.Select(part => part with { IsCondition = true })],
            }).ToList();
            var then = schema.Find("then") is { } first ? Expand(first, open) : [Shape.Any];
            var otherwise = schema.Find("else") is { } second ? Expand(second, open) : [Shape.Any];
            yield return (condition.Pointer, Negated(condition, open) is { } negated
                ? [.. Cross(held, then, condition.Pointer), .. Cross(negated, otherwise, condition.Pointer)] : null);
        }
        foreach (var keyword in (string[])["dependentRequired", "dependentSchemas", "dependencies"])
        {
            if (schema.Find(keyword) is not { Element.ValueKind: JsonValueKind.Object } dependents)
                continue;
            foreach (var member in dependents.Element.EnumerateObject())
            {
                var dependent = dependents.Child(member.Name, member.Value);
                var there = Negation.Requiring(member.Name);
                IReadOnlyList<Shape> then = member.Value.ValueKind == JsonValueKind.Array
                    ? [Negation.Requiring([.. dependent.Items.Select(name => KeywordReader.Text(document, name))])]
                    : Expand(dependent, open);
                yield return (dependents.Pointer, [Negation.Forbidding(member.Name), .. Cross([there], then, dependent.Pointer)]);
            }
        }
    }

    /// <summary>What a schema leaves out; null where that cannot be said.</summary>
    private List<Shape>? Negated(SchemaNode schema, List<string> open)
    {
        var before = NotEnforced.Count;
        var shapes = Expand(schema, open);
        // What is kept to only in part leaves out too much.
        if (NotEnforced.Count > before || NotEnforced.Any(place => place.StartsWith(schema.Pointer, StringComparison.Ordinal)))
            return null;
        List<Shape> negated = [Shape.Any];
        foreach (var shape in shapes)
        {
            if (Negation.Of(shape) is not { } ways || (long)negated.Count * ways.Count > MostConditional)
                return null;
            negated = Cross(negated, ways, schema.Pointer);
        }
        return negated;
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
