namespace LocalAI.Plugins.Jinja.Strings;

/// <summary>Positions in code points, as Python counts them, over UTF-16.</summary>
internal static class CodePoints
{
    public static bool IsPair(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);

    public static int Count(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0)
            return text.Length;
        var pairs = 0;
        for (; at < text.Length; at++)
        {
            if (IsPair(text, at))
            {
                pairs++;
                at++;
            }
        }
        return text.Length - pairs;
    }

    /// <summary>The UTF-16 index of a code point; <paramref name="position"/> is at most the count.</summary>
    public static int Offset(StringValue text, int position)
    {
        if (text.IsFlat)
            return position;
        var at = 0;
        for (; position > 0; position--)
            at += IsPair(text.Text, at) ? 2 : 1;
        return at;
    }

    /// <summary>The code point position of a UTF-16 index.</summary>
    public static int Position(StringValue text, int offset) => text.IsFlat ? offset : Count(text.Text[..offset]);

    /// <summary>The code points as strings of their own.</summary>
    public static string[] Split(string text)
    {
        var parts = new List<string>(text.Length);
        for (var i = 0; i < text.Length; i++)
            parts.Add(IsPair(text, i) ? text.Substring(i++, 2) : text[i].ToString());
        return [.. parts];
    }
}
