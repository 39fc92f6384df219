namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>a &lt; b &lt;= c …: true when each neighbouring pair is.</summary>
internal sealed class ComparisonExpression(int offset, ComparisonOperator[] signs, Expression[] operands) : Expression(offset, operands)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var left = Children[0].Evaluate(frame);
        for (var i = 0; i < signs.Length; i++)
        {
            var right = Children[i + 1].Evaluate(frame);
            frame.State.Budget.Step();
            frame.State.Offset = Offset;
            if (!Holds(frame.State, signs[i], left, right))
                return BoolValue.False;
            left = right;
        }
        return BoolValue.True;
    }

    private static bool Holds(RenderState state, ComparisonOperator sign, JinjaValue left, JinjaValue right) => sign switch
    {
        ComparisonOperator.Equal => Equality.AreEqual(state, left, right),
        ComparisonOperator.NotEqual => !Equality.AreEqual(state, left, right),
        ComparisonOperator.Less => Ordering.Compare(state, left, right, "<") < 0,
        ComparisonOperator.LessOrEqual => Ordering.Compare(state, left, right, "<=") <= 0,
        ComparisonOperator.Greater => Ordering.Compare(state, left, right, ">") > 0,
        ComparisonOperator.GreaterOrEqual => Ordering.Compare(state, left, right, ">=") >= 0,
        ComparisonOperator.In => Membership.Contains(state, right, left),
        _ => !Membership.Contains(state, right, left),
    };
}
