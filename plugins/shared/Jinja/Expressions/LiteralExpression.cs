namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>A constant.</summary>
internal sealed class LiteralExpression(int offset, JinjaValue value) : Expression(offset)
{
    public JinjaValue Value => value;

    public override JinjaValue Evaluate(Frame frame) => value;
}
