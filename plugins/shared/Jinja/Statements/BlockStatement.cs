using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% block name %} … {% endblock %}: rendered in place, seeing the template's own variables only.</summary>
internal sealed class BlockStatement(Block body) : Statement
{
    private FunctionScope _function = null!;
    private ScopeEntry _entry = null!;

    public override Flow Execute(Frame frame)
    {
        frame.State.EnterCall();
        var inner = new Frame(frame.State, _function.Slots, null);
        _entry.Run(inner);
        body.Execute(inner);
        frame.State.LeaveCall();
        return Flow.Next;
    }

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope)
    {
        _function = new FunctionScope(null);
        var inner = scope.Isolated(_function);
        body.Declare(inner);
        _entry = inner.Entry();
        body.Bind(inner);
    }

    public override bool Reads(string name) => false;
}
