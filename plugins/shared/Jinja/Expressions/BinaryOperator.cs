namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>An operator of arithmetic.</summary>
internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
}
