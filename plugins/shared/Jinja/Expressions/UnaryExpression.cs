namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>-value, +value or not value.</summary>
internal sealed class UnaryExpression(int offset, UnaryOperator sign, Expression operand) : Expression(offset, operand)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        frame.State.Offset = Offset;
        return sign switch
        {
            UnaryOperator.Not => BoolValue.Of(!value.IsTrue),
            UnaryOperator.Minus => Arithmetic.Negate(value),
            _ => Arithmetic.Plus(value),
        };
    }
}
