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
            && Enumerable.Range(0, count).All(index => Matches(value[index], items.At(index)));
    }

    private bool MatchesObject(JsonElement value, Shape shape)
    {
        var members = new ObjectMembers(shape, patterns);
        return members.Required.All(name => value.TryGetProperty(name, out _))
            && value.EnumerateObject().All(member => members.Find(member.Name) is { } schemas && Matches(member.Value, schemas));
    }
}
