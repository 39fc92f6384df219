namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>{key: value, …}; the operands are keys and values in turn.</summary>
internal sealed class DictExpression(int offset, Expression[] keysAndValues) : Expression(offset, keysAndValues)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        frame.State.Budget.Items(Children.Length);
        var dict = new DictValue();
        for (var i = 0; i < Children.Length; i += 2)
        {
            var key = Children[i].Evaluate(frame);
            var value = Children[i + 1].Evaluate(frame);
            frame.State.Offset = Offset;
            dict.Set(key, value);
        }
        return dict;
    }
}
