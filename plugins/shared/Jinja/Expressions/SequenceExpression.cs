namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>[…] or (…, …).</summary>
internal sealed class SequenceExpression(int offset, bool isTuple, Expression[] items) : Expression(offset, items)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        frame.State.Budget.Items(Children.Length);
        var values = new JinjaValue[Children.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Children[i].Evaluate(frame);
        return isTuple ? new TupleValue(values) : new ListValue(values);
    }
}
