using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% block name %} … {% endblock %}: rendered in place, seeing the template's own variables only.</summary>
internal sealed class BlockStatement(Block body) : Statement
{
    private FunctionScope _function = null!;
    private ScopeEntry _entry = null!;
    private SelfVariable _self = null!;

    public override Flow Execute(Frame frame)
    {
        Execute(frame.State);
        return Flow.Next;
    }

    public void Execute(RenderState state)
    {
        state.EnterCall();
        var inner = new Frame(state, _function.Slots, null);
        _self.Set(inner);
        _entry.Run(inner);
        body.Execute(inner);
        state.LeaveCall();
    }

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope)
    {
        _function = new FunctionScope(null);
        var inner = scope.Isolated(_function);
        _self = new SelfVariable(inner, body);
        body.Declare(inner);
        _entry = inner.Entry();
        body.Bind(inner);
    }

    public override bool Reads(string name) => false;
}
