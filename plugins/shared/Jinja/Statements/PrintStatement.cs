using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% print value, … %}.</summary>
internal sealed class PrintStatement(Block values) : Statement
{
    public override Flow Execute(Frame frame) => values.Execute(frame);

    public override void Declare(Scope scope) => values.Declare(scope);

    public override void Bind(Scope scope) => values.Bind(scope);

    public override bool Reads(string name) => values.Reads(name);
}
