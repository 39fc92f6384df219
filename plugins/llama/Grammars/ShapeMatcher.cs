using System.Text.Json;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>Whether a given value, of an enum or a const, satisfies the other things that a schema asks.</summary>
internal sealed class ShapeMatcher(ShapeReader reader, PatternTable patterns)
{
    public bool Matches(JsonElement value, Conjunction schemas) => reader.Read(schemas).Any(shape => Matches(value, shape));

    public bool Matches(JsonElement value, Shape shape)
    {
        var type = JsonTypeNames.Of(value);
        if (type == JsonTypes.Fractional && value.TryGetDecimal(out var number) && number % 1 == 0)
            type = JsonTypes.Integer;
        if ((shape.Types & type) == 0 || shape.Values?.Any(allowed => JsonElement.DeepEquals(allowed, value)) == false)
            return false;
        return type switch
        {
            JsonTypes.String => patterns.For(shape).All(language => language.Matches(value.GetString()!)),
            JsonTypes.Integer or JsonTypes.Fractional => shape.Numbers.All(language => language.Matches(Plain(value))),
            JsonTypes.Array => MatchesArray(value, shape),
            JsonTypes.Object => MatchesObject(value, shape),
            _ => true,
        };
    }

    /// <summary>A number without its exponent, where it can be written so.</summary>
    private static string Plain(JsonElement value)
    {
        if (NumberBound.Parse(value.GetRawText(), isExclusive: false) is not { } digits)
            return value.GetRawText();
        return (digits.IsNegative ? "-" : "") + digits.Whole + (digits.Fraction.Length > 0 ? $".{digits.Fraction}" : "");
    }

    private bool MatchesArray(JsonElement value, Shape shape)
    {
        var count = value.GetArrayLength();
        var items = new ArrayItems(shape);
        return count >= shape.MinItems && count <= (items.Most ?? int.MaxValue)
            && Enumerable.Range(0, count).All(index => Matches(value[index], items.At(index)))
            && (shape.Unique is null || !HasTwins(value))
            && shape.Contains.All(part =>
                value.EnumerateArray().Count(item => Matches(item, new Conjunction([part.Schema]))) >= part.Least);
    }

    private bool MatchesObject(JsonElement value, Shape shape)
    {
        var members = new ObjectMembers(shape, patterns);
        var names = value.EnumerateObject().Select(member => member.Name).Distinct().ToList();
        return members.Required.All(names.Contains)
            && names.Count >= shape.MinProperties && names.Count <= (shape.MaxProperties ?? int.MaxValue)
            && names.TrueForAll(name => AllowsName(name, members))
            && value.EnumerateObject().All(member => members.Find(member.Name) is { } schemas && Matches(member.Value, schemas));
    }

    /// <summary>Whether a member may have a name, as far as the schemas for all names go.</summary>
    public bool AllowsName(string name, ObjectMembers members) =>
        members.NameSchemas.Schemas.Count == 0 || Matches(JsonSerializer.SerializeToElement(name), members.NameSchemas);

    /// <summary>The values that some schemas allow, each once; null where they do not list them.</summary>
    public IReadOnlyList<JsonElement>? Listed(Conjunction schemas)
    {
        var values = new List<JsonElement>();
        foreach (var shape in reader.Read(schemas))
        {
            if (shape.Values is null && (shape.Types & ~(JsonTypes.Boolean | JsonTypes.Null)) != 0)
                return null;
            values.AddRange(shape.Values?.Where(value => Matches(value, shape)) ?? Words(shape.Types));
        }
        return [.. values.Where((value, index) => !values.Take(index).Any(other => JsonElement.DeepEquals(value, other)))];
    }

    private static IEnumerable<JsonElement> Words(JsonTypes types)
    {
        if (types.HasFlag(JsonTypes.Boolean))
        {
            yield return JsonSerializer.SerializeToElement(true);
            yield return JsonSerializer.SerializeToElement(false);
        }
        if (types.HasFlag(JsonTypes.Null))
            yield return JsonSerializer.SerializeToElement<object?>(null);
    }

    private static bool HasTwins(JsonElement array)
    {
        var items = array.EnumerateArray().ToList();
        return items.Where((item, index) => items.Take(index).Any(other => JsonElement.DeepEquals(item, other))).Any();
    }
}
