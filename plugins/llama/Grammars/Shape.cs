using System.Text.Json;
using LocalAI.Plugins.Llama.Grammars.Languages;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>What one alternative of a schema asks of a value: all of it at once.</summary>
internal sealed record Shape
{
    public static Shape Any { get; } = new();

    public JsonTypes Types { get; init; } = JsonTypes.All;

    /// <summary>Whether the schema says its type.</summary>
    public bool IsTyped { get; init; }

    /// <summary>The only values allowed, null for all.</summary>
    public IReadOnlyList<JsonElement>? Values { get; init; }

    /// <summary>Regular expressions that a string has to match, those of its format among them.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    public int MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Bounds and divisors of a number.</summary>
    public IReadOnlyList<Language> Numbers { get; init; } = [];

    public IReadOnlyList<ArrayPart> Arrays { get; init; } = [];

    public int MinItems { get; init; }

    public int? MaxItems { get; init; }

    public IReadOnlyList<ObjectPart> Objects { get; init; } = [];

    /// <summary>The types that a value can have.</summary>
    public JsonTypes Possible =>
        Values is null ? Types : Types & Values.Aggregate(JsonTypes.None, (types, value) => types | JsonTypeNames.WideOf(value));

    /// <summary>Whether nothing is asked.</summary>
    public bool IsAny => Asked == JsonTypes.None && !IsTyped && Values is null;

    /// <summary>The types about which something is asked.</summary>
    private JsonTypes Asked =>
        (Patterns.Count > 0 || MinLength > 0 || MaxLength is not null ? JsonTypes.String : JsonTypes.None)
        | (Numbers.Count > 0 ? JsonTypes.Number : JsonTypes.None)
        | (Arrays.Count > 0 || MinItems > 0 || MaxItems is not null ? JsonTypes.Array : JsonTypes.None)
        | (Objects.Count > 0 ? JsonTypes.Object : JsonTypes.None);

    /// <summary>
    /// The same with the types that are meant: who writes properties without a type means an object, though the letter of JSON Schema
    /// then lets any string pass.
    /// </summary>
    public Shape WithMeantTypes() =>
        IsTyped || Values is not null || Asked == JsonTypes.None ? this : this with { Types = Asked, IsTyped = true };

    /// <summary>What both ask.</summary>
    /// <returns>Null when that is a contradiction.</returns>
    public Shape? And(Shape other)
    {
        var types = Types & other.Types;
        if (types == JsonTypes.None)
            return null;
        return new Shape
        {
            Types = types,
            IsTyped = IsTyped || other.IsTyped,
            Values = Values is null ? other.Values : other.Values is null ? Values
                : [.. Values.Where(value => other.Values.Any(theirs => JsonElement.DeepEquals(value, theirs)))],
            Patterns = [.. Patterns.Union(other.Patterns)],
            MinLength = Math.Max(MinLength, other.MinLength),
            MaxLength = Least(MaxLength, other.MaxLength),
            Numbers = [.. Numbers, .. other.Numbers],
            Arrays = [.. Arrays, .. other.Arrays],
            MinItems = Math.Max(MinItems, other.MinItems),
            MaxItems = Least(MaxItems, other.MaxItems),
            Objects = [.. Objects, .. other.Objects],
        };
    }

    private static int? Least(int? a, int? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
