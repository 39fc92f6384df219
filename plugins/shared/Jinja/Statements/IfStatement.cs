using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% if %} … {% elif %} … {% else %} … {% endif %}.</summary>
internal sealed class IfStatement(IReadOnlyList<(Expression Condition, Block Body)> branches, Block otherwise) : Statement
{
    private readonly (Expression Condition, Block Body)[] _branches = [.. branches];

    public override Flow Execute(Frame frame)
    {
        frame.State.Budget.Step();
        foreach (var (condition, body) in _branches)
        {
            if (condition.Evaluate(frame).IsTrue)
                return body.Execute(frame);
        }
        return otherwise.Execute(frame);
    }

    public override void Declare(Scope scope)
    {
        _branches[0].Condition.Declare(scope);
        var first = scope.Branch();
        _branches[0].Body.Declare(first);
        // As Jinja has it, all elif together are one branch, in which each is an if of its own.
        var middle = scope.Branch();
        foreach (var (condition, body) in _branches.AsSpan(1))
        {
            condition.Declare(middle);
            var inner = middle.Branch();
            body.Declare(inner);
            middle.Merge(inner, middle.Branch(), middle.Branch());
        }
        var last = scope.Branch();
        otherwise.Declare(last);
        scope.Merge(first, middle, last);
    }

    public override void Bind(Scope scope)
    {
        var soft = scope.Soft();
        foreach (var (condition, body) in _branches)
        {
            condition.Bind(soft);
            body.Bind(soft);
        }
        otherwise.Bind(soft);
    }

    public override bool Reads(string name) =>
        Array.Exists(_branches, branch => branch.Condition.Reads(name) || branch.Body.Reads(name)) || otherwise.Reads(name);
}
