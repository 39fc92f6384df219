namespace LocalAI.Plugins.Jinja.Lexing;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    End,
    Data,
    VariableBegin,
    VariableEnd,
    BlockBegin,
    BlockEnd,
    Name,
    Text,
    Integer,
    Float,
    Operator,
}
