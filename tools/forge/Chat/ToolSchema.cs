using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>A tool as a request shows it.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record ToolSchema(string Name, string Description, IReadOnlyList<ToolParameter> Parameters)
{
    /// <summary>The tool as OpenAI's requests write it.</summary>
    public JsonObject ToJson() => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = Name,
            ["description"] = Description,
            ["parameters"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(
                    Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.ToJson()))),
                ["required"] = new JsonArray(
                    [.. Parameters.Where(parameter => parameter.IsRequired).Select(parameter => JsonValue.Create(parameter.Name))]),
            },
        },
    };
}
