using System.Buffers;
using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Llama.Chat.Parsing;

/// <summary>Writes the pieces of JSON text that arguments are made of.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> MustEscape =
        SearchValues.Create(['"', '\\', .. Enumerable.Range(0, 0x20).Select(code => (char)code)]);

    /// <summary>Appends text that stands within a string; the quotes are the caller's.</summary>
    public static void AppendEscaped(this StringBuilder output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(MustEscape);
            if (plain < 0)
            {
                output.Append(text);
                return;
            }
            output.Append(text[..plain]);
            AppendEscape(output, text[plain]);
            text = text[(plain + 1)..];
        }
    }

    public static void AppendString(this StringBuilder output, ReadOnlySpan<char> text)
    {
        output.Append('"');
        output.AppendEscaped(text);
        output.Append('"');
    }

    /// <summary>Whether the text is a number as JSON writes it.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var at = text.StartsWith("-") ? 1 : 0;
        var whole = Digits(text[at..]);
        if (whole == 0 || (whole > 1 && text[at] == '0'))
            return false;
        at += whole;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = Digits(text[(at + 1)..]);
            if (fraction == 0)
                return false;
            at += 1 + fraction;
        }
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            var exponent = Digits(text[at..]);
            if (exponent == 0)
                return false;
            at += exponent;
        }
        return at == text.Length;
    }

    /// <summary>Appends a word without quotes: a number, a literal of JSON or Python, or else a string.</summary>
    public static void AppendWord(this StringBuilder output, ReadOnlySpan<char> word)
    {
        switch (word)
        {
            case "true" or "True":
                output.Append("true");
                break;
            case "false" or "False":
                output.Append("false");
                break;
            case "null" or "None":
                output.Append("null");
                break;
            default:
                if (IsNumber(word))
                    output.Append(word);
                else
                    output.AppendString(word);
                break;
        }
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }

    private static void AppendEscape(StringBuilder output, char character)
    {
        switch (character)
        {
            case '"' or '\\':
                output.Append('\\').Append(character);
                break;
            case '\n':
                output.Append("\\n");
                break;
            case '\r':
                output.Append("\\r");
                break;
            case '\t':
                output.Append("\\t");
                break;
            default:
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
                break;
        }
    }
}
