using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>What a JSON schema says about a value that a model writes as plain text.</summary>
internal static class ValueSchema
{
    /// <summary>The schema of an object's property; undefined where there is none.</summary>
    public static JsonElement Property(JsonElement schema, string name, bool ofSchema = true)
    {
        if (ofSchema)
            schema = Property(schema, "properties", ofSchema: false);
        return schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var property) ? property : default;
    }

    /// <summary>The schema of an array's items; undefined where there is none.</summary>
    public static JsonElement Items(JsonElement schema) => Property(schema, "items", ofSchema: false);

    /// <summary>Whether the value is a string and nothing else.</summary>
    public static bool IsOnlyText(JsonElement schema)
    {
        var type = Property(schema, "type", ofSchema: false);
        if (type.ValueKind == JsonValueKind.String)
            return type.ValueEquals("string");
        if (type.ValueKind == JsonValueKind.Array)
        {
            return type.GetArrayLength() > 0
                && type.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.ValueEquals("string"));
        }
        return Choices(schema) is { Count: > 0 } choices && choices.TrueForAll(choice => choice.ValueKind == JsonValueKind.String);
    }

    /// <summary>Whether the schema lets the value be of a type; true where it says nothing.</summary>
    public static bool Allows(JsonElement schema, string typeName)
    {
        var type = Property(schema, "type", ofSchema: false);
        return type.ValueKind switch
        {
            JsonValueKind.String => type.ValueEquals(typeName),
            JsonValueKind.Array => type.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(typeName)),
            _ => true,
        };
    }

    /// <summary>Whether the schema says that the value is of a type.</summary>
    public static bool Demands(JsonElement schema, string typeName) =>
        Property(schema, "type", ofSchema: false).ValueKind != JsonValueKind.Undefined && Allows(schema, typeName);

    /// <summary>Whether the schema lists the values.</summary>
    public static bool HasChoices(JsonElement schema) => Choices(schema) is not null;

    /// <summary>The texts that a string may be; none where it may be any.</summary>
    public static IReadOnlyList<string> Texts(JsonElement schema) =>
        [.. (Choices(schema) ?? []).Where(choice => choice.ValueKind == JsonValueKind.String).Select(choice => choice.GetString()!)];

    /// <summary>A part of a schema as a schema of its own, with the definitions of the whole.</summary>
    /// <param name="schema">The part; undefined = any value.</param>
    /// <param name="root">The whole.</param>
    /// <param name="isObject">Whether the value is an object even where the schema does not say so.</param>
    public static JsonElement WithDefinitions(JsonElement schema, JsonElement root, bool isObject)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return schema;
        var whole = schema.ValueKind == JsonValueKind.Object ? JsonObject.Create(schema)! : [];
        foreach (var name in (ReadOnlySpan<string>)["$defs", "definitions"])
        {
            if (Property(root, name, ofSchema: false) is { ValueKind: JsonValueKind.Object } definitions && !whole.ContainsKey(name))
                whole[name] = JsonObject.Create(definitions);
        }
        if (isObject && !whole.ContainsKey("type") && !whole.ContainsKey("$ref"))
            whole["type"] = "object";
        if (isObject && whole["properties"] is null && !whole.ContainsKey("additionalProperties") && !whole.ContainsKey("$ref"))
            whole["additionalProperties"] = false;
        return JsonSerializer.SerializeToElement(whole);
    }

    private static List<JsonElement>? Choices(JsonElement schema)
    {
        if (Property(schema, "const", ofSchema: false) is { ValueKind: not JsonValueKind.Undefined } only)
            return [only];
        var choices = Property(schema, "enum", ofSchema: false);
        return choices.ValueKind == JsonValueKind.Array ? [.. choices.EnumerateArray()] : null;
    }
}
