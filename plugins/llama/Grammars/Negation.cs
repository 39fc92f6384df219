using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>What a shape leaves out, as alternatives: a value that breaks one of the things it asks.</summary>
internal static class Negation
{
    /// <returns>Null when something that the shape asks cannot be turned around.</returns>
    public static IReadOnlyList<Shape>? Of(Shape shape)
    {
        if (shape.Unique is not null || shape.Numbers.Any(language => language is not RangeLanguage))
            return null;
        var ways = new List<Shape>();
        if (shape.Types != JsonTypes.All)
            ways.Add(Of(JsonTypes.All & ~shape.Types));
        if (shape.Values is { } values)
        {
            if (Without(values) is not { } others)
                return null;
            ways.AddRange(others);
        }
        ways.AddRange(Texts(shape));
        ways.AddRange(shape.Numbers.Select(range => Of(JsonTypes.Number) with { Numbers = [new ComplementLanguage(range)] }));
        if (Arrays(shape) is not { } arrays || Objects(shape) is not { } objects)
            return null;
        return [.. ways.Concat(arrays).Concat(objects).Where(way => way.Types != JsonTypes.None)];
    }

    /// <summary>Objects with a member; anything that is no object passes.</summary>
    public static Shape Requiring(params IReadOnlyList<string> names) =>
        Shape.Any with { Objects = [new ObjectPart([], [], null, names)] };

    /// <summary>Objects without a member; anything that is no object passes.</summary>
    public static Shape Forbidding(string name) =>
        Shape.Any with { Objects = [new ObjectPart([], [], null, []) { Forbidden = [name] }] };

    private static Shape Of(JsonTypes types) => Shape.Any with { Types = types, IsTyped = true };

    private static IEnumerable<Shape> Texts(Shape shape)
    {
        var text = Of(JsonTypes.String);
        foreach (var pattern in shape.Patterns)
            yield return text with { NotPatterns = [pattern] };
        foreach (var pattern in shape.NotPatterns)
            yield return text with { Patterns = [pattern] };
        if (shape.NotTexts.Count > 0)
            yield return text with { Values = [.. shape.NotTexts.Select(word => JsonSerializer.SerializeToElement(word))] };
        if (shape.MinLength > 0)
            yield return text with { MaxLength = shape.MinLength - 1 };
        if (shape.MaxLength is { } longest)
            yield return text with { MinLength = longest + 1 };
    }

    /// <summary>All values but some; null where they are arrays or objects.</summary>
    private static List<Shape>? Without(IReadOnlyList<JsonElement> values)
    {
        var types = values.Aggregate(JsonTypes.None, (all, value) => all | JsonTypeNames.WideOf(value));
        if ((types & (JsonTypes.Array | JsonTypes.Object)) != 0)
            return null;
        var ways = new List<Shape> { Of(JsonTypes.All & ~types) };
        if (types.HasFlag(JsonTypes.String))
        {
            ways.Add(Of(JsonTypes.String) with
            {
                NotTexts = [.. values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)],
            });
        }
        if (types.HasFlag(JsonTypes.Number))
        {
            var bounds = values.Where(value => value.ValueKind == JsonValueKind.Number)
                .Select(value => NumberBound.Parse(value.GetRawText(), isExclusive: false)).ToList();
            if (bounds.Contains(null))
                return null;
            ways.Add(Of(JsonTypes.Number) with
            {
                Numbers = [.. bounds.Select(bound => new ComplementLanguage(new RangeLanguage(bound, bound)))],
            });
        }
        var isTrue = values.Any(value => value.ValueKind == JsonValueKind.True);
        if (types.HasFlag(JsonTypes.Boolean) && isTrue != values.Any(value => value.ValueKind == JsonValueKind.False))
            ways.Add(Of(JsonTypes.Boolean) with { Values = [JsonSerializer.SerializeToElement(!isTrue)] });
        return ways;
    }

    private static List<Shape>? Arrays(Shape shape)
    {
        var array = Of(JsonTypes.Array);
        var ways = new List<Shape>();
        foreach (var part in shape.Arrays)
        {
            if (part.Prefix.Count > 0 || part.Items is not { } items)
                return null;
            ways.Add(array with { Contains = [new ContainsPart(Not(items), 1, items.Pointer)] });
        }
        foreach (var part in shape.Contains)
        {
            if (part.Least != 1)
                return null;
            ways.Add(array with { Arrays = [new ArrayPart([], Not(part.Schema), IsClosed: false)] });
        }
        if (shape.MinItems > 0)
            ways.Add(array with { MaxItems = shape.MinItems - 1 });
        if (shape.MaxItems is { } most)
            ways.Add(array with { MinItems = most + 1 });
        return ways;
    }

    private static List<Shape>? Objects(Shape shape)
    {
        var members = Of(JsonTypes.Object);
        var ways = new List<Shape>();
        foreach (var part in shape.Objects)
        {
            if (part.Patterns.Count > 0 || part.Additional is not null || part.Names is not null || part.Closes)
                return null;
            ways.AddRange(part.Required.Select(name => members with { Objects = Forbidding(name).Objects }));
            ways.AddRange(part.Forbidden.Select(name => members with { Objects = Requiring(name).Objects }));
            ways.AddRange(part.Properties.Select(property => members with
            {
                Objects = [new ObjectPart([(property.Name, Not(property.Schema))], [], null, [property.Name]) { IsCondition = true }],
            }));
        }
        if (shape.MinProperties > 0)
            ways.Add(members with { MaxProperties = shape.MinProperties - 1 });
        if (shape.MaxProperties is { } most)
            ways.Add(members with { MinProperties = most + 1 });
        return ways;
    }

    /// <summary>A schema of what another leaves out, at a place of its own.</summary>
    private static SchemaNode Not(SchemaNode schema) => new(
        JsonSerializer.SerializeToElement(new JsonObject { ["not"] = JsonNode.Parse(schema.Element.GetRawText()) }),
        schema.Pointer + "/~not");
}
