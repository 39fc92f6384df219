using System.Globalization;

namespace LocalAI.Plugins.Jinja.Strings;

/// <summary>Writes a string as a Python literal.</summary>
internal static class StringRepr
{
    public static void Append(TextBuffer buffer, string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        buffer.Append(quote);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is >= ' ' and < '\x7f')
            {
                if (character == quote || character == '\\')
                    buffer.Append('\\');
                buffer.Append(character);
            }
            else if (CodePoints.IsPair(text, i))
            {
                AppendRune(buffer, text.AsSpan(i, 2), char.ConvertToUtf32(text[i], text[i + 1]));
                i++;
            }
            else
            {
                AppendRune(buffer, text.AsSpan(i, 1), character);
            }
        }
        buffer.Append(quote);
    }

    /// <summary>Escapes all that is not ASCII, as ascii() does with what repr() gives.</summary>
    public static string ToAscii(string repr)
    {
        if (System.Text.Ascii.IsValid(repr))
            return repr;
        var result = new System.Text.StringBuilder(2 * repr.Length);
        for (var i = 0; i < repr.Length; i++)
        {
            var isPair = CodePoints.IsPair(repr, i);
            var codePoint = isPair ? char.ConvertToUtf32(repr[i], repr[i + 1]) : repr[i];
            _ = codePoint < 0x80 ? result.Append(repr[i]) : result.Append(Escape(codePoint));
            i += isPair ? 1 : 0;
        }
        return result.ToString();
    }

    /// <summary>Python's str.isprintable for one code point.</summary>
    public static bool IsPrintable(int codePoint) => codePoint == ' ' || CharUnicodeInfo.GetUnicodeCategory(codePoint)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator);

    private static void AppendRune(TextBuffer buffer, ReadOnlySpan<char> units, int codePoint)
    {
        switch (codePoint)
        {
            case '\n':
                buffer.Append("\\n");
                break;
            case '\r':
                buffer.Append("\\r");
                break;
            case '\t':
                buffer.Append("\\t");
                break;
            case var _ when IsPrintable(codePoint):
                buffer.Append(units);
                break;
            default:
                buffer.Append(Escape(codePoint));
                break;
        }
    }

    private static string Escape(int codePoint) => codePoint switch
    {
        < 0x100 => string.Create(CultureInfo.InvariantCulture, $"\\x{codePoint:x2}"),
        < 0x10000 => string.Create(CultureInfo.InvariantCulture, $"\\u{codePoint:x4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{codePoint:x8}"),
    };
}
