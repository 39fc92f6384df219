namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value[start:stop:step]; a bound that is left out is None.</summary>
internal sealed class SliceExpression(int offset, Expression owner, Expression start, Expression stop, Expression step)
    : Expression(offset, owner, start, stop, step)
{
    public override JinjaValue Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var first = start.Evaluate(frame);
        var end = stop.Evaluate(frame);
        var stride = step.Evaluate(frame);
        frame.State.Offset = Offset;
        return Slicing.Slice(frame.State, value, first, end, stride);
    }
}
