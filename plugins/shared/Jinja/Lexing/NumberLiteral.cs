namespace LocalAI.Plugins.Jinja.Lexing;

/// <summary>Reads integers (also 0x, 0o and 0b) and floating point numbers; _ may stand between digits.</summary>
internal static class NumberLiteral
{
    /// <summary>Reads the number at <paramref name="at"/>, where a digit stands; the token's text has no _.</summary>
    public static Token Read(string text, ref int at)
    {
        var start = at;
        // After a dot, as in value.0.5, digits are an index.
        var end = start > 0 && text[start - 1] == '.' ? -1 : EndOfFloat(text, start);
        var kind = end < 0 ? TokenKind.Integer : TokenKind.Float;
        at = end < 0 ? EndOfInteger(text, start) : end;
        return new Token(kind, text[start..at].Replace("_", "", StringComparison.Ordinal), start);
    }

    private static int EndOfFloat(string text, int start)
    {
        var whole = EndOfDigits(text, start, char.IsAsciiDigit);
        var end = whole;
        if (At(text, end) == '.' && char.IsAsciiDigit(At(text, end + 1)))
            end = EndOfDigits(text, end + 1, char.IsAsciiDigit);
        if (At(text, end) is 'e' or 'E')
        {
            var digits = At(text, end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (char.IsAsciiDigit(At(text, digits)))
                end = EndOfDigits(text, digits, char.IsAsciiDigit);
        }
        return end == whole ? -1 : end;
    }

    private static int EndOfInteger(string text, int start)
    {
        if (text[start] != '0')
            return EndOfDigits(text, start, char.IsAsciiDigit);
        Func<char, bool>? isDigit = char.ToLowerInvariant(At(text, start + 1)) switch
        {
            'b' => c => c is '0' or '1',
            'o' => c => c is >= '0' and <= '7',
            'x' => char.IsAsciiHexDigit,
            _ => null,
        };
        if (isDigit is null)
            return EndOfDigits(text, start, c => c == '0');
        var digits = At(text, start + 2) == '_' ? start + 3 : start + 2;
        return isDigit(At(text, digits)) ? EndOfDigits(text, digits, isDigit) : start + 1;
    }

    private static int EndOfDigits(string text, int at, Func<char, bool> isDigit)
    {
        while (isDigit(At(text, at)) || (At(text, at) == '_' && isDigit(At(text, at + 1))))
            at++;
        return at;
    }

    private static char At(string text, int index) => index < text.Length ? text[index] : '\0';
}
