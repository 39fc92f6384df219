using System.Text;
using System.Text.Json;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>A JSON object or array within a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its end.</param>
/// <param name="Value">What it says.</param>
internal sealed record JsonSpan(int Start, int End, JsonElement Value)
{
    /// <summary>The first JSON in a text that holds all of some words; null when there is none.</summary>
    public static JsonSpan? Find(string text, int from, params string[] words)
    {
        for (var start = from; start < text.Length; start++)
        {
            if (text[start] is not ('{' or '[') || !TryRead(text[start..], out var length, out var value))
                continue;
            var json = text.Substring(start, length);
            if (words.All(word => json.Contains(word, StringComparison.Ordinal)))
                return new JsonSpan(start, start + length, value);
        }
        return null;
    }

    private static bool TryRead(string text, out int length, out JsonElement value)
    {
        length = 0;
        value = default;
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, isFinalBlock: true, default);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out var document))
                return false;
            using (document)
                value = document.RootElement.Clone();
            length = Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
