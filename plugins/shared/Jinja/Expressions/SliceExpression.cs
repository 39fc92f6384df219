namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value[start:stop:step]; a bound that is left out is None.</summary>
internal sealed class SliceExpression(int offset, Expression owner, Expression start, Expression stop, Expression step)
    : Expression(offset, owner, start, stop, step)
{
    /// <summary>
    /// Jinja evaluates constants while it compiles, where a slice of what has none is undefined; of a variable it fails.
    /// </summary>
    public override JinjaValue Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var first = start.Evaluate(frame);
        var end = stop.Evaluate(frame);
        var stride = step.Evaluate(frame);
        frame.State.Offset = Offset;
        if (IsConstant && !(Slicing.CanSlice(value) && Slicing.IsBound(first) && Slicing.IsBound(end) && Slicing.IsBound(stride)))
            return UndefinedValue.Attribute(value, NoneValue.Instance);
        return Slicing.Slice(frame.State, value, first, end, stride);
    }
}
