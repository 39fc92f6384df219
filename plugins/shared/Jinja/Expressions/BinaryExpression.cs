namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>Arithmetic on two operands.</summary>
internal sealed class BinaryExpression(int offset, BinaryOperator sign, Expression left, Expression right)
    : Expression(offset, left, right)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var a = left.Evaluate(frame);
        var b = right.Evaluate(frame);
        var state = frame.State;
        state.Budget.Step();
        state.Offset = Offset;
        var result = sign switch
        {
            BinaryOperator.Add => Arithmetic.Add(state, a, b),
            BinaryOperator.Subtract => Arithmetic.Subtract(a, b),
            BinaryOperator.Multiply => Arithmetic.Multiply(state, a, b),
            BinaryOperator.Divide => Arithmetic.Divide(a, b),
            BinaryOperator.FloorDivide => Arithmetic.FloorDivide(a, b),
            BinaryOperator.Modulo => Arithmetic.Modulo(state, a, b),
            _ => Arithmetic.Power(a, b),
        };
        if (a is BigIntegerValue || b is BigIntegerValue || result is BigIntegerValue)
            state.Budget.BigNumber();
        return result;
    }
}
