using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% set target = value %}.</summary>
internal sealed class SetStatement(Target target, Expression value) : Statement
{
    private Assignment _assignment = null!;

    public override Flow Execute(Frame frame)
    {
        frame.State.Budget.Step();
        _assignment.Prepare(frame);
        _assignment.Assign(frame, value.Evaluate(frame));
        return Flow.Next;
    }

    public override void Declare(Scope scope)
    {
        value.Declare(scope);
        target.Declare(scope);
    }

    public override void Bind(Scope scope)
    {
        value.Bind(scope);
        _assignment = target.Bind(scope);
    }

    public override bool Reads(string name) => value.Reads(name) || target.Reads(name);
}
