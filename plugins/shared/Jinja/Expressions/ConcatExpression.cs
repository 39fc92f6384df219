namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>a ~ b ~ c: the operands as text.</summary>
internal sealed class ConcatExpression(int offset, Expression[] operands) : Expression(offset, operands)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var values = new JinjaValue[Children.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Children[i].Evaluate(frame);
        var state = frame.State;
        state.Offset = Offset;
        var start = state.Buffer.Length;
        foreach (var value in values)
            value.AppendText(state.Buffer);
        return state.Captured(start);
    }
}
