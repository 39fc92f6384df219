using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>Writes JSON in the two ways that the sets need.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON without any space: a line of a file.</summary>
    public static string Line(JsonNode json) => json.ToJsonString(AsWritten);

    /// <summary>JSON with a space behind each comma and colon, as chat templates and most services in Python write it.</summary>
    public static string Spaced(JsonNode json)
    {
        var text = new StringBuilder();
        Append(text, json);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? json)
    {
        switch (json)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members)
                {
                    text.Append(text[^1] == '{' ? "" : ", ").Append(JsonSerializer.Serialize(name, AsWritten)).Append(": ");
                    Append(text, value);
                }
                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                foreach (var item in items)
                {
                    text.Append(text[^1] == '[' ? "" : ", ");
                    Append(text, item);
                }
                text.Append(']');
                break;
            default:
                text.Append(json?.ToJsonString(AsWritten) ?? "null");
                break;
        }
    }
}
