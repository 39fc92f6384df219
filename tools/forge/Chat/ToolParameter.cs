using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>A parameter of a tool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the words of JSON Schema.</param>
internal sealed record ToolParameter(string Name, string Type = "string")
{
    /// <summary>The words that it may be; empty for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether each call must have it.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>The parameter's schema.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type };
        if (Words.Count > 0)
            json["enum"] = new JsonArray([.. Words.Select(word => JsonValue.Create(word))]);
        return json;
    }
}
