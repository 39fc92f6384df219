using LocalAI.Plugins.Jinja.Calls;
using LocalAI.Plugins.Jinja.Scoping;
using LocalAI.Plugins.Jinja.Tests;

namespace LocalAI.Plugins.Jinja.Expressions;

/// <summary>value is name(arguments).</summary>
internal sealed class TestExpression(int offset, Expression operand, string name, ArgumentList arguments)
    : Expression(offset, [operand, .. arguments.Expressions])
{
    private Builtin? _test;

    public override JinjaValue Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        var given = arguments.Evaluate(frame);
        frame.State.Budget.Step();
        frame.State.Offset = Offset;
        return _test is null ? throw TemplateFault.Evaluation($"No test named '{name}' found.")
            : _test.Invoke(frame.State, value, given);
    }

    public override void Bind(Scope scope)
    {
        base.Bind(scope);
        _test = TestTable.Find(name);
        if (_test is null && !scope.IsSoft)
            throw new TemplateFault(JinjaErrorKind.Syntax, $"No test named '{name}'.", Offset);
    }
}
