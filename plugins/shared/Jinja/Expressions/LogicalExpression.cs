namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>and, or: gives the operand that decides.</summary>
internal sealed class LogicalExpression(int offset, bool isAnd, Expression left, Expression right) : Expression(offset, left, right)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var value = left.Evaluate(frame);
        return value.IsTrue == isAnd ? right.Evaluate(frame) : value;
    }
}
