using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% break %} or {% continue %}.</summary>
internal sealed class JumpStatement(int offset, Flow flow) : Statement
{
    public override Flow Execute(Frame frame) => flow;

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope)
    {
        if (scope.LoopDepth == 0)
            throw new TemplateFault(JinjaErrorKind.Syntax, "break and continue stand outside of a loop.", offset);
    }

    public override bool Reads(string name) => false;
}
