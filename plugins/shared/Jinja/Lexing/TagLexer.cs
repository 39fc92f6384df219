namespace LocalAI.Plugins.Jinja.Lexing;

/// <summary>Reads what stands between {{ and }}, or between {% and %}.</summary>
internal sealed class TagLexer(string text, List<Token> tokens, bool isBlock)
{
    private static readonly string[] Operators =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":",
        "|", ",", ";",
    ];

    private readonly Stack<(char Closer, int Offset)> _open = new();
    private int _at;

    /// <summary>Reads up to the end of the tag and moves <paramref name="at"/> behind it.</summary>
    public void Read(ref int at)
    {
        _at = at;
        var begin = at;
        while (!TryReadEnd())
        {
            if (_at >= text.Length)
                throw new TemplateFault(JinjaErrorKind.Syntax, isBlock ? "The tag has no %}." : "The expression has no }}.", begin);
            ReadToken();
        }
        at = _at;
    }

    private bool TryReadEnd()
    {
        if (_open.Count > 0)
            return false;
        var closer = isBlock ? '%' : '}';
        var sign = At(_at) is '-' || (isBlock && At(_at) == '+') ? At(_at) : '\0';
        var end = sign == '\0' ? _at : _at + 1;
        if (At(end) != closer || At(end + 1) != '}')
            return false;

        tokens.Add(new Token(isBlock ? TokenKind.BlockEnd : TokenKind.VariableEnd, "", _at));
        _at = end + 2;
        if (sign == '-')
            SkipSpace();
        else if (isBlock && sign == '\0' && At(_at) == '\n')
            _at++;
        return true;
    }

    private void ReadToken()
    {
        var start = _at;
        var character = text[_at];
        if (Whitespace.Is(character))
            SkipSpace();
        else if (char.IsAsciiDigit(character))
            ReadNumber();
        else if (char.IsLetter(character) || character == '_' || char.IsHighSurrogate(character))
            ReadName();
        else if (character is '\'' or '"')
            tokens.Add(new Token(TokenKind.Text, StringLiteral.Read(text, ref _at), start));
        else
            ReadOperator();
    }

    private void ReadNumber()
    {
        var number = NumberLiteral.Read(text, ref _at);
        tokens.Add(number);
    }

    private void ReadName()
    {
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '_' || char.IsSurrogate(text[_at])
            || char.GetUnicodeCategory(text[_at]) is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark))
            _at++;
        tokens.Add(new Token(TokenKind.Name, text[start.._at], start));
    }

    private void ReadOperator()
    {
        foreach (var sign in Operators)
        {
            if (!text.AsSpan(_at).StartsWith(sign, StringComparison.Ordinal))
                continue;
            Balance(sign[0]);
            tokens.Add(new Token(TokenKind.Operator, sign, _at));
            _at += sign.Length;
            return;
        }
        throw new TemplateFault(JinjaErrorKind.Syntax, $"Unexpected character '{text[_at]}'.", _at);
    }

    private void Balance(char sign)
    {
        switch (sign)
        {
            case '{':
                _open.Push(('}', _at));
                break;
            case '(':
                _open.Push((')', _at));
                break;
            case '[':
                _open.Push((']', _at));
                break;
            case '}' or ')' or ']':
                if (!_open.TryPop(out var open))
                    throw new TemplateFault(JinjaErrorKind.Syntax, $"Unexpected '{sign}': nothing is open.", _at);
                if (open.Closer != sign)
                    throw new TemplateFault(JinjaErrorKind.Syntax, $"Unexpected '{sign}' where '{open.Closer}' is due.", _at);
                break;
        }
    }

    private void SkipSpace()
    {
        while (_at < text.Length && Whitespace.Is(text[_at]))
            _at++;
    }

    private char At(int index) => index < text.Length ? text[index] : '\0';
}
