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

    /// <summary>Regular expressions that a string must not match.</summary>
    public IReadOnlyList<string> NotPatterns { get; init; } = [];

    /// <summary>Texts that a string must not be.</summary>
    public IReadOnlyList<string> NotTexts { get; init; } = [];

    public int MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Bounds and divisors of a number.</summary>
    public IReadOnlyList<Language> Numbers { get; init; } = [];

    public IReadOnlyList<ArrayPart> Arrays { get; init; } = [];

    public int MinItems { get; init; }

    public int? MaxItems { get; init; }

    /// <summary>Where it is said that no item may come twice; null where it is not.</summary>
    public string? Unique { get; init; }

    /// <summary>Schemas that some of the items must satisfy.</summary>
    public IReadOnlyList<ContainsPart> Contains { get; init; } = [];

    public IReadOnlyList<ObjectPart> Objects { get; init; } = [];

    public int MinProperties { get; init; }

    public int? MaxProperties { get; init; }

    /// <summary>Whether more is asked of a string than its length.</summary>
    public bool LimitsText => Patterns.Count + NotPatterns.Count + NotTexts.Count > 0;

    /// <summary>What is asked of a string: the same for shapes that ask the same.</summary>
    public string TextKey =>
        $"{MinLength} {MaxLength} {string.Join('\n', Patterns)}\0{string.Join('\n', NotPatterns)}\0{string.Join('\n', NotTexts)}";

    /// <summary>The types that a value can have.</summary>
    public JsonTypes Possible =>
        Values is null ? Types : Types & Values.Aggregate(JsonTypes.None, (types, value) => types | JsonTypeNames.WideOf(value));

    /// <summary>Whether nothing is asked.</summary>
    public bool IsAny => Asked == JsonTypes.None && !IsTyped && Values is null;

    /// <summary>The types about which something is asked.</summary>
    private JsonTypes Asked =>
        (LimitsText || MinLength > 0 || MaxLength is not null ? JsonTypes.String : JsonTypes.None)
        | (Numbers.Count > 0 ? JsonTypes.Number : JsonTypes.None)
        | (Arrays.Count + Contains.Count + MinItems > 0 || MaxItems is not null || Unique is not null ? JsonTypes.Array : JsonTypes.None)
        | (Objects.Count + MinProperties > 0 || MaxProperties is not null ? JsonTypes.Object : JsonTypes.None);

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
            NotPatterns = [.. NotPatterns.Union(other.NotPatterns)],
            NotTexts = [.. NotTexts.Union(other.NotTexts)],
            MinLength = Math.Max(MinLength, other.MinLength),
            MaxLength = Least(MaxLength, other.MaxLength),
            Numbers = [.. Numbers, .. other.Numbers],
            Arrays = [.. Arrays, .. other.Arrays],
            MinItems = Math.Max(MinItems, other.MinItems),
            MaxItems = Least(MaxItems, other.MaxItems),
            Unique = Unique ?? other.Unique,
            Contains = [.. Contains, .. other.Contains],
            Objects = [.. Objects, .. other.Objects],
            MinProperties = Math.Max(MinProperties, other.MinProperties),
            MaxProperties = Least(MaxProperties, other.MaxProperties),
        };
    }

    private static int? Least(int? a, int? b) => a is null ? b : b is null ? a : Math.Min(a.Value, b.Value);
}
