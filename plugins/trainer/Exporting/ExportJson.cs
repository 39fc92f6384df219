using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.ModelFiles.Files;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>Writes JSON as the Hugging Face libraries do: indented, with letters as they are.</summary>
internal static class ExportJson
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file.</summary>
    public static void WriteJson(this PartialFiles files, string name, JsonNode content) =>
        files.Write(name, System.Text.Encoding.UTF8.GetBytes(content.ToJsonString(Indented) + "\n"));

    /// <summary>A floating-point number, which stays one where it is whole: 10000.0.</summary>
    public static JsonNode Number(float value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0")!;
    }

    /// <summary>A list.</summary>
    public static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    /// <summary>A list of floating-point numbers.</summary>
    public static JsonArray List(IEnumerable<float> numbers) => [.. numbers.Select(Number)];
}
