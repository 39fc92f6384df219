namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value.name.</summary>
internal sealed class AttributeExpression(int offset, Expression owner, string name) : Expression(offset, owner)
{
    public Expression Owner => owner;

    public StringValue Name { get; } = new(name);

    public override JinjaValue Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        frame.State.Budget.Step();
        frame.State.Offset = Offset;
        return Subscript.Attribute(frame.State, value, Name);
    }
}
