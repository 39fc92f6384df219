using LocalAI.Plugins.Jinja.Lexing;

namespace LocalAI.Plugins.Jinja.Parsing;

/// <summary>The tokens with a place in them, and how deep the parser has gone.</summary>
internal sealed class TokenStream(List<Token> tokens, int deepest)
{
    private int _at;
    private int _depth;

    public Token Current => tokens[_at];

    public Token Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    public Token Next()
    {
        var token = tokens[_at];
        if (token.Kind != TokenKind.End)
            _at++;
        return token;
    }

    public bool SkipOperator(string sign) => Skip(Current.IsOperator(sign));

    public bool SkipName(string name) => Skip(Current.IsName(name));

    public Token ExpectOperator(string sign) => Current.IsOperator(sign) ? Next() : throw Expected($"'{sign}'");

    public Token ExpectKeyword(string name) => Current.IsName(name) ? Next() : throw Expected($"'{name}'");

    public Token ExpectName() => Current.Kind == TokenKind.Name ? Next() : throw Expected("a name");

    public Token Expect(TokenKind kind) => Current.Kind == kind ? Next() : throw Expected(new Token(kind, "", 0).Describe());

    public TemplateFault Expected(string what) => Fault($"Expected {what}, not {Current.Describe()}.", Current.Offset);

    public static TemplateFault Fault(string reason, int offset) => new(JinjaErrorKind.Syntax, reason, offset);

    /// <summary>Goes one level deeper; the parser and all that walks its tree recurse as deep.</summary>
    public void Enter()
    {
        StackGuard.Ensure();
        if (++_depth > deepest)
            throw new TemplateFault(JinjaErrorKind.Limit, $"Expressions or blocks nest deeper than {deepest} levels.", Current.Offset);
    }

    public void Leave() => _depth--;

    /// <summary>Bounds how deep a tree grows that is made by a loop, as a + b + c is.</summary>
    public void CheckHeight(int height)
    {
        if (height > deepest)
            throw new TemplateFault(JinjaErrorKind.Limit, $"An expression has more than {deepest} levels.", Current.Offset);
    }

    private bool Skip(bool matches)
    {
        if (matches)
            Next();
        return matches;
    }
}
