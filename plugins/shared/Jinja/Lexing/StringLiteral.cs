using System.Globalization;
using System.Text;

namespace LocalAI.Plugins.Jinja.Lexing;

/// <summary>Reads a string with Python's escapes.</summary>
internal static class StringLiteral
{
    /// <summary>Reads the string at <paramref name="at"/>, where a quote stands, and gives what it means.</summary>
    public static string Read(string text, ref int at)
    {
        var start = at;
        var end = EndOf(text, start);
        at = end + 1;
        var content = text.AsSpan(start + 1, end - start - 1);
        return content.Contains('\\') ? Unescape(content, start) : content.ToString();
    }

    private static int EndOf(string text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == text[start])
                return at;
            if (text[at] == '\\')
                at++;
        }
        throw new TemplateFault(JinjaErrorKind.Syntax, "The string has no end.", start);
    }

    private static string Unescape(ReadOnlySpan<char> content, int offset)
    {
        var result = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\' || i + 1 == content.Length)
            {
                result.Append(content[i]);
                continue;
            }
            var escape = content[++i];
            switch (escape)
            {
                case '\n':
                    break;
                case 'x':
                    i += AppendHexadecimal(result, content[(i + 1)..], 2, offset);
                    break;
                case 'u':
                    i += AppendHexadecimal(result, content[(i + 1)..], 4, offset);
                    break;
                case 'U':
                    i += AppendHexadecimal(result, content[(i + 1)..], 8, offset);
                    break;
                case 'N':
                    throw new TemplateFault(JinjaErrorKind.Syntax, "\\N{…} is not supported; write the character itself.", offset);
                case >= '0' and <= '7':
                    i += AppendOctal(result, content[i..]) - 1;
                    break;
                default:
                    AppendSimple(result, escape);
                    break;
            }
        }
        return result.ToString();
    }

    private static void AppendSimple(StringBuilder result, char escape)
    {
        const string Names = "\\'\"abfnrtv";
        const string Meanings = "\\'\"\a\b\f\n\r\t\v";
        var known = Names.IndexOf(escape, StringComparison.Ordinal);
        if (known >= 0)
            result.Append(Meanings[known]);
        else if (char.IsAscii(escape))
            result.Append('\\').Append(escape);
        else // Jinja escapes all that is not ASCII before it unescapes, so that the backslash escapes the escape's own.
            result.Append('\\').Append(escape < 0x100 ? 'x' : 'u')
                .Append(((int)escape).ToString(escape < 0x100 ? "x2" : "x4", CultureInfo.InvariantCulture));
    }

    private static int AppendOctal(StringBuilder result, ReadOnlySpan<char> digits)
    {
        var value = 0;
        var length = 0;
        while (length < 3 && length < digits.Length && digits[length] is >= '0' and <= '7')
            value = value * 8 + digits[length++] - '0';
        result.Append((char)value);
        return length;
    }

    private static int AppendHexadecimal(StringBuilder result, ReadOnlySpan<char> digits, int length, int offset)
    {
        if (digits.Length < length
            || !int.TryParse(digits[..length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value > 0x10FFFF || value < 0)
            throw new TemplateFault(JinjaErrorKind.Syntax, $"An escape with {length} hexadecimal digits is broken.", offset);
        if (value < 0x10000)
            result.Append((char)value);
        else
            result.Append(char.ConvertFromUtf32(value));
        return length;
    }
}
