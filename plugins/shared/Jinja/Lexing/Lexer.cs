namespace LocalAI.Plugins.Jinja.Lexing;

/// <summary>
/// Splits a template into tokens. A tag eats one line break after it (trim_blocks) and the spaces before it when they are alone on
/// their line (lstrip_blocks), as chat templates expect; - and + in the tag override both.
/// </summary>
internal sealed class Lexer
{
    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private bool _atLineStart = true;

    private Lexer(SourceText source) => _text = source.Text;

    public static List<Token> Split(SourceText source)
    {
        var lexer = new Lexer(source);
        while (lexer._at < lexer._text.Length)
            lexer.ReadData();
        lexer._tokens.Add(new Token(TokenKind.End, "", lexer._text.Length));
        return lexer._tokens;
    }

    private void ReadData()
    {
        var tag = FindTag(_at);
        if (tag < 0)
        {
            AddData(_text[_at..], _at);
            _at = _text.Length;
            return;
        }

        var sign = At(tag + 2) is '-' or '+' ? At(tag + 2) : '\0';
        var data = _text[_at..tag];
        AddData(Strip(data, sign, isVariable: _text[tag + 1] == '{'), _at);
        _at = tag + (sign == '\0' ? 2 : 3);
        switch (_text[tag + 1])
        {
            case '#':
                SkipComment(tag);
                break;
            case '{':
                _tokens.Add(new Token(TokenKind.VariableBegin, "{{", tag));
                new TagLexer(_text, _tokens, isBlock: false).Read(ref _at);
                MarkLineStart();
                break;
            default:
                if (!TryReadRaw())
                {
                    _tokens.Add(new Token(TokenKind.BlockBegin, "{%", tag));
                    new TagLexer(_text, _tokens, isBlock: true).Read(ref _at);
                    MarkLineStart();
                }
                break;
        }
    }

    private int FindTag(int from)
    {
        for (var at = from; ; at++)
        {
            var brace = _text.AsSpan(at).IndexOf('{');
            if (brace < 0)
                return -1;
            at += brace;
            if (At(at + 1) is '%' or '{' or '#')
                return at;
        }
    }

    private void SkipComment(int tag)
    {
        // Jinja misses the end only where something stands in front of it.
        if (_at == _text.Length)
            return;
        var end = _text.IndexOf("#}", _at, StringComparison.Ordinal);
        if (end < 0)
            throw new TemplateFault(JinjaErrorKind.Syntax, "The comment has no end.", tag);
        var sign = end > _at ? _text[end - 1] : '\0';
        _at = EndOfTag(end + 2, sign is '-' or '+' ? sign : '\0');
        MarkLineStart();
    }

    /// <summary>Reads {% raw %} … {% endraw %}, when that is what stands here.</summary>
    private bool TryReadRaw()
    {
        var at = SkipSpace(_at);
        if (!_text.AsSpan(at).StartsWith("raw"))
            return false;
        at = SkipSpace(at + 3);
        var trims = At(at) == '-';
        if (trims)
            at++;
        if (At(at) != '%' || At(at + 1) != '}')
            return false;
        at += 2;
        var start = trims ? SkipSpace(at) : at;
        if (start == _text.Length)
        {
            _at = start;
            return true;
        }
        _atLineStart = _text[start - 1] == '\n';
        for (var tag = start; ; tag++)
        {
            var next = _text.AsSpan(tag).IndexOf("{%");
            if (next < 0)
                throw new TemplateFault(JinjaErrorKind.Syntax, "The raw block has no {% endraw %}.", _at);
            tag += next;
            if (TryEndRaw(start, tag))
                return true;
        }
    }

    private bool TryEndRaw(int start, int tag)
    {
        var sign = At(tag + 2) is '-' or '+' ? At(tag + 2) : '\0';
        var at = SkipSpace(tag + (sign == '\0' ? 2 : 3));
        if (!_text.AsSpan(at).StartsWith("endraw"))
            return false;
        at = SkipSpace(at + "endraw".Length);
        var endSign = At(at) is '-' or '+' ? At(at) : '\0';
        at += endSign == '\0' ? 0 : 1;
        if (At(at) != '%' || At(at + 1) != '}')
            return false;
        AddData(Strip(_text[start..tag], sign, isVariable: false), start);
        _at = EndOfTag(at + 2, endSign);
        MarkLineStart();
        return true;
    }

    private string Strip(string data, char sign, bool isVariable)
    {
        if (sign == '-')
            return Whitespace.TrimEnd(data);
        if (sign == '+' || isVariable)
            return data;
        var line = data.LastIndexOf('\n') + 1;
        if (line == 0 && !_atLineStart)
            return data;
        for (var i = line; i < data.Length; i++)
        {
            if (!Whitespace.Is(data[i]))
                return data;
        }
        return data[..line];
    }

    /// <summary>Where the text goes on after a tag that ends at <paramref name="at"/>.</summary>
    private int EndOfTag(int at, char sign) => sign switch
    {
        '-' => SkipSpace(at),
        '+' => at,
        _ => At(at) == '\n' ? at + 1 : at,
    };

    private int SkipSpace(int at)
    {
        while (at < _text.Length && Whitespace.Is(_text[at]))
            at++;
        return at;
    }

    private void AddData(string data, int offset)
    {
        if (data.Length > 0)
            _tokens.Add(new Token(TokenKind.Data, data, offset));
    }

    private void MarkLineStart() => _atLineStart = _text[_at - 1] == '\n';

    private char At(int index) => index < _text.Length ? _text[index] : '\0';
}
