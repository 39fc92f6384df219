namespace LocalAI.Plugins.Jinja.Strings;

/// <summary>
/// Finds a string in another in linear time. The vectorised search of .NET is faster on any honest text, but two long strings of
/// equal letters make it quadratic.
/// </summary>
internal static class TextSearch
{
    private const long LargestQuadratic = 1 << 24;
    private const int CharactersPerStep = 64;

    /// <summary>The first index at or after <paramref name="start"/>, or -1.</summary>
    public static int IndexOf(Budget budget, string text, string part, int start = 0)
    {
        if (start > text.Length)
            return -1;
        var found = (long)(text.Length - start) * part.Length <= LargestQuadratic
            ? text.AsSpan(start).IndexOf(part, StringComparison.Ordinal)
            : Automaton(text.AsSpan(start), part);
        budget.Steps((found < 0 ? text.Length - start : found) / CharactersPerStep + 1);
        return found < 0 ? -1 : found + start;
    }

    /// <summary>The last index, or -1.</summary>
    public static int LastIndexOf(Budget budget, string text, string part)
    {
        budget.Steps(text.Length / CharactersPerStep + 1);
        if ((long)text.Length * part.Length <= LargestQuadratic)
            return text.AsSpan().LastIndexOf(part, StringComparison.Ordinal);
        var found = Automaton(Reversed(text), Reversed(part));
        return found < 0 ? -1 : text.Length - found - part.Length;
    }

    /// <summary>Knuth, Morris and Pratt.</summary>
    private static int Automaton(ReadOnlySpan<char> text, string part)
    {
        if (part.Length > text.Length)
            return -1;
        var borders = new int[part.Length];
        for (int i = 1, border = 0; i < part.Length; i++)
        {
            while (border > 0 && part[i] != part[border])
                border = borders[border - 1];
            borders[i] = part[i] == part[border] ? ++border : border;
        }
        var matched = 0;
        for (var i = 0; i < text.Length; i++)
        {
            while (matched > 0 && text[i] != part[matched])
                matched = borders[matched - 1];
            if (text[i] == part[matched] && ++matched == part.Length)
                return i - part.Length + 1;
        }
        return -1;
    }

    private static string Reversed(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }
}
