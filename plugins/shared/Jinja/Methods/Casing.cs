using System.Text;

namespace LocalAI.Plugins.Jinja.Methods;

/// <summary>Upper and lower case, with the characters that become several.</summary>
internal static class Casing
{
    public static string Upper(string text)
    {
        var simple = text.ToUpperInvariant();
        return simple.AsSpan().IndexOfAny('ß', 'ŉ') < 0 && !simple.AsSpan().ContainsAnyInRange('ﬀ', 'ﬆ')
            ? simple
            : Expand(simple);
    }

    public static string Lower(string text) => text.ToLowerInvariant().Replace("İ", "i\u0307", StringComparison.Ordinal);

    public static string Capitalize(string text)
    {
        if (text.Length == 0)
            return text;
        var first = CodePoints.IsPair(text, 0) ? 2 : 1;
        return ToTitle(text[..first]) + Lower(text[first..]);
    }

    /// <summary>Each letter after a letter in lower case, each other in upper case.</summary>
    public static string TitleWords(string text)
    {
        var result = new StringBuilder(text.Length);
        var inWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var length = CodePoints.IsPair(text, i) ? 2 : 1;
            var character = text.Substring(i, length);
            result.Append(inWord ? Lower(character) : ToTitle(character));
            inWord = CharacterTests.IsCased(text, i);
            i += length - 1;
        }
        return result.ToString();
    }

    public static string Swap(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var length = CodePoints.IsPair(text, i) ? 2 : 1;
            var character = text.Substring(i, length);
            var lower = Lower(character);
            result.Append(lower == character ? Upper(character) : Digraph(character[0]) == character[0] ? character : lower);
            i += length - 1;
        }
        return result.ToString();
    }

    /// <summary>The form of one character that begins a word.</summary>
    private static string ToTitle(string character)
    {
        if (Digraph(character[0]) is var digraph and not '\0')
            return digraph.ToString();
        var upper = Upper(character);
        return upper.Length > character.Length ? upper[..1] + Lower(upper[1..]) : upper;
    }

    /// <summary>The title case of two letters in one character, or nothing.</summary>
    private static char Digraph(char character) => character switch
    {
        >= 'Ǆ' and <= 'ǆ' => 'ǅ',
        >= 'Ǉ' and <= 'ǉ' => 'ǈ',
        >= 'Ǌ' and <= 'ǌ' => 'ǋ',
        >= 'Ǳ' and <= 'ǳ' => 'ǲ',
        _ => '\0',
    };

    private static string Expand(string text)
    {
        var result = new StringBuilder(text.Length + 1);
        foreach (var character in text)
        {
            _ = character switch
            {
                'ß' => result.Append("SS"),
                'ŉ' => result.Append("ʼN"),
                'ﬀ' => result.Append("FF"),
                'ﬁ' => result.Append("FI"),
                'ﬂ' => result.Append("FL"),
                'ﬃ' => result.Append("FFI"),
                'ﬄ' => result.Append("FFL"),
                'ﬅ' or 'ﬆ' => result.Append("ST"),
                _ => result.Append(character),
            };
        }
        return result.ToString();
    }
}
