using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% with name = value, … %} … {% endwith %}; without names it is only a scope.</summary>
internal sealed class WithStatement(IReadOnlyList<(Target Target, Expression Value)> variables, Block body) : Statement
{
    private ScopeEntry _entry = null!;
    private Assignment[] _assignments = [];

    public override Flow Execute(Frame frame)
    {
        frame.State.Budget.Step();
        _entry.Run(frame);
        for (var i = 0; i < _assignments.Length; i++)
            _assignments[i].Assign(frame, variables[i].Value.Evaluate(frame));
        return body.Execute(frame);
    }

    public override void Declare(Scope scope)
    {
        foreach (var (_, value) in variables)
            value.Declare(scope);
    }

    public override void Bind(Scope scope)
    {
        var inner = scope.Inner();
        foreach (var (target, _) in variables)
            target.DeclareParameters(inner);
        body.Declare(inner);
        _entry = inner.Entry();
        foreach (var (_, value) in variables)
            value.Bind(scope);
        _assignments = [.. variables.Select(variable => variable.Target.Bind(inner))];
        body.Bind(inner);
    }

    public override bool Reads(string name) =>
        variables.Any(variable => variable.Value.Reads(name) || variable.Target.Reads(name)) || body.Reads(name);
}
