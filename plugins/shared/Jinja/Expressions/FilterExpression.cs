using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Filters;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value | name(arguments). In a filter block the value is what the block wrote.</summary>
internal sealed class FilterExpression(int offset, Expression? operand, string name, ArgumentList arguments)
    : Expression(offset, operand is null ? [.. arguments.Expressions] : [operand, .. arguments.Expressions])
{
    private Builtin? _filter;

    public override JinjaValue Evaluate(Frame frame) => Apply(frame, operand!.Evaluate(frame));

    /// <summary>The filters of a filter block on what it wrote.</summary>
    public JinjaValue EvaluateOn(Frame frame, JinjaValue written) =>
        Apply(frame, operand is null ? written : ((FilterExpression)operand).EvaluateOn(frame, written));

    public override void Bind(Scope scope)
    {
        base.Bind(scope);
        _filter = FilterTable.Find(name);
        if (_filter is null && !scope.IsSoft)
            throw new TemplateFault(JinjaErrorKind.Syntax, $"No filter named '{name}'.", Offset);
    }

    private JinjaValue Apply(Frame frame, JinjaValue value)
    {
        var given = arguments.Evaluate(frame);
        frame.State.Budget.Step();
        frame.State.Offset = Offset;
        return _filter is null ? throw TemplateFault.Evaluation($"No filter named '{name}' found.")
            : _filter.Invoke(frame.State, value, given);
    }
}
