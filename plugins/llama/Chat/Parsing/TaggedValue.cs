using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Writes as JSON a value that a model wrote as plain text between markers. The schema says what it is; where it does not, text that
/// reads as a JSON number, literal, object or array is one, and all else is a string.
/// </summary>
internal static class TaggedValue
{
    /// <param name="output">Takes the JSON.</param>
    /// <param name="value">The whole value.</param>
    /// <param name="schema">What the tool says about it; may be undefined.</param>
    public static void Append(StringBuilder output, string value, JsonElement schema)
    {
        var word = value.AsSpan().Trim();
        if (!ValueSchema.IsOnlyText(schema) && TryRead(word, out var json, out var kind)
            && (ValueSchema.Allows(schema, kind) || (kind == "integer" && ValueSchema.Allows(schema, "number"))))
        {
            output.Append(json);
        }
        else
        {
            output.AppendString(value);
        }
    }

    private static bool TryRead(ReadOnlySpan<char> word, out string json, out string kind)
    {
        json = kind = "";
        if (word.IsEmpty)
            return false;
        if (word[0] is '{' or '[')
        {
            kind = word[0] == '{' ? "object" : "array";
            return TryReadWhole(word, out json);
        }
        kind = word switch
        {
            "true" or "false" or "True" or "False" => "boolean",
            "null" or "None" => "null",
            _ when JsonText.IsNumber(word) => word.ContainsAny('.', 'e', 'E') ? "number" : "integer",
            _ => "",
        };
        if (kind.Length == 0)
            return false;
        var output = new StringBuilder();
        output.AppendWord(word);
        json = output.ToString();
        return true;
    }

    private static bool TryReadWhole(ReadOnlySpan<char> word, out string json)
    {
        var text = new PendingText();
        text.Append(word);
        text.Complete();
        var output = new StringBuilder();
        var reader = new LiteralReader(text, LiteralSyntax.Json, output);
        foreach (var _ in reader.Read())
        {
        }
        json = output.ToString();
        return !reader.IsCut && !reader.IsDamaged && text.Length == 0;
    }
}
