using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% set target | filter %} … {% endset %}: assigns what the block writes.</summary>
internal sealed class SetBlockStatement(Target target, FilterExpression? filter, Block body) : Statement
{
    private Assignment _assignment = null!;
    private ScopeEntry _entry = null!;

    public override Flow Execute(Frame frame)
    {
        var state = frame.State;
        state.Budget.Step();
        _entry.Run(frame);
        var start = state.Buffer.Length;
        var flow = body.Execute(frame);
        JinjaValue written = state.Captured(start);
        if (flow != Flow.Next)
            return flow;
        if (filter is not null)
            written = filter.EvaluateOn(frame, written);
        _assignment.Prepare(frame);
        _assignment.Assign(frame, written);
        return Flow.Next;
    }

    public override void Declare(Scope scope) => target.Declare(scope);

    public override void Bind(Scope scope)
    {
        var inner = scope.Inner();
        body.Declare(inner);
        filter?.Declare(inner);
        _entry = inner.Entry();
        body.Bind(inner);
        filter?.Bind(inner);
        _assignment = target.Bind(scope);
    }

    public override bool Reads(string name) => body.Reads(name) || filter?.Reads(name) == true || target.Reads(name);
}
