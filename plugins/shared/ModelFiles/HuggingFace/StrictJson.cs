using System.Text.Json;
using System.Text.Unicode;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>
/// Parses JSON whose texts are texts too: the parser itself looks at them only when they are asked for, and then throws something else.
/// </summary>
internal static class StrictJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="bytes">UTF-8, with or without a byte order mark; must not be changed while the document is used.</param>
    /// <exception cref="JsonException">It is no JSON, no UTF-8, or a text in it is half a character.</exception>
    public static JsonDocument Parse(byte[] bytes)
    {
        var json = bytes.AsMemory(bytes.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0);
        if (!Utf8.IsValid(json.Span))
            throw new JsonException("bytes in it are no UTF-8");
        var reader = new Utf8JsonReader(json.Span);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
                CheckText(ref reader);
        }
        return JsonDocument.Parse(json);
    }

    private static void CheckText(ref Utf8JsonReader reader)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a text has half a character");
        }
    }
}
