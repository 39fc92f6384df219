using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% call(parameters) macro(…) %} … {% endcall %}: the macro gets the block as caller.</summary>
internal sealed class CallStatement(CallExpression call, MacroDefinition definition) : Statement
{
    public override Flow Execute(Frame frame)
    {
        call.Evaluate(frame, new MacroValue(definition, frame)).AppendText(frame.State.Buffer);
        return Flow.Next;
    }

    public override void Declare(Scope scope) => call.Declare(scope);

    public override void Bind(Scope scope)
    {
        definition.Bind(scope);
        call.Bind(scope);
    }

    public override bool Reads(string name) => call.Reads(name) || definition.Reads(name);
}
