using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% macro name(parameters) %} … {% endmacro %}.</summary>
internal sealed class MacroStatement(Target target, MacroDefinition definition) : Statement
{
    private Assignment _assignment = null!;

    public override Flow Execute(Frame frame)
    {
        _assignment.Assign(frame, new MacroValue(definition, frame));
        return Flow.Next;
    }

    public override void Declare(Scope scope) => target.Declare(scope);

    public override void Bind(Scope scope)
    {
        definition.Bind(scope);
        _assignment = target.Bind(scope);
    }

    public override bool Reads(string name) => definition.Reads(name);
}
