using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>
/// {% generation %} … {% endgeneration %}: what the model wrote, for those who train on it. It is a call block around all of it.
/// </summary>
internal sealed class GenerationStatement(MacroDefinition definition) : Statement
{
    public override Flow Execute(Frame frame)
    {
        frame.State.EnterCall();
        definition.Execute(new Frame(frame.State, definition.Slots, frame), new CallArguments([], []));
        frame.State.LeaveCall();
        return Flow.Next;
    }

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope) => definition.Bind(scope);

    public override bool Reads(string name) => definition.Reads(name);
}
