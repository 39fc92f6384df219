using System.Text;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Grammars;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>
/// Writes as JSON a value that a model wrote as plain text between markers. The schema says what it is; where it does not, text that
/// reads as a JSON number, literal, object or array is one, and all else is a string.
/// </summary>
internal static class TaggedValue
{
    /// <param name="output">Takes the JSON.</param>
    /// <param name="value">The whole value.</param>
    /// <param name="schema">What the tool says about it.</param>
    public static void Append(StringBuilder output, string value, ArgumentSchema schema)
    {
        var word = value.AsSpan().Trim();
        if (!schema.IsOnlyText && TryRead(word, out var json, out var type) && schema.Allows(type))
        {
            output.Append(json);
        }
        else
        {
            output.AppendString(value);
        }
    }

    private static bool TryRead(ReadOnlySpan<char> word, out string json, out JsonTypes type)
    {
        (json, type) = ("", JsonTypes.None);
        if (word.IsEmpty)
            return false;
        if (word[0] is '{' or '[')
        {
            type = word[0] == '{' ? JsonTypes.Object : JsonTypes.Array;
            return TryReadWhole(word, out json);
        }
        type = word switch
        {
            "true" or "false" or "True" or "False" => JsonTypes.Boolean,
            "null" or "None" => JsonTypes.Null,
            _ when JsonText.IsNumber(word) => word.ContainsAny('.', 'e', 'E') ? JsonTypes.Fractional : JsonTypes.Integer,
            _ => JsonTypes.None,
        };
        if (type == JsonTypes.None)
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
