namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>An operator with one operand.</summary>
internal enum UnaryOperator
{
    Not,
    Minus,
    Plus,
}
