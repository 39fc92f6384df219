namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value[key].</summary>
internal sealed class ItemExpression(int offset, Expression owner, Expression key) : Expression(offset, owner, key)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var at = key.Evaluate(frame);
        frame.State.Budget.Step();
        frame.State.Offset = Offset;
        return Subscript.Item(frame.State, value, at);
    }
}
