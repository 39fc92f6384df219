using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{{ value }}.</summary>
internal sealed class OutputStatement(Expression value) : Statement
{
    public override Flow Execute(Frame frame)
    {
        value.Evaluate(frame).AppendText(frame.State.Buffer);
        return Flow.Next;
    }

    public override void Declare(Scope scope) => value.Declare(scope);

    public override void Bind(Scope scope) => value.Bind(scope);

    public override bool Reads(string name) => value.Reads(name);
}
