using System.Text.Json;

namespace LocalAI.Plugins.Llama.Grammars;

/// <summary>The types of JSON Schema; <see cref="Fractional"/> are the numbers that are not integers.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Fractional = 8,
    Number = Integer | Fractional,
    String = 16,
    Array = 32,
    Object = 64,
    All = 127,
}

internal static class JsonTypeNames
{
    /// <returns>None for a name that JSON Schema does not know.</returns>
    public static JsonTypes Find(string? name) => name switch
    {
        "null" => JsonTypes.Null,
        "boolean" => JsonTypes.Boolean,
        "integer" => JsonTypes.Integer,
        "number" => JsonTypes.Number,
        "string" => JsonTypes.String,
        "array" => JsonTypes.Array,
        "object" => JsonTypes.Object,
        _ => JsonTypes.None,
    };

    public static JsonTypes Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => JsonTypes.Null,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Number => value.GetRawText().AsSpan().IndexOfAny(".eE") < 0 ? JsonTypes.Integer : JsonTypes.Fractional,
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.Array => JsonTypes.Array,
        _ => JsonTypes.Object,
    };

    /// <summary>The type of a value; numbers are of both types of number, for 1.0 is an integer.</summary>
    public static JsonTypes WideOf(JsonElement value) => Of(value) is var type && (type & JsonTypes.Number) != 0 ? JsonTypes.Number : type;
}
