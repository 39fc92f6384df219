using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>A tag that needs other templates: there are none, but it may never be reached.</summary>
internal sealed class FailingStatement(int offset, string tag) : Statement
{
    public override Flow Execute(Frame frame)
    {
        frame.State.Offset = offset;
        throw TemplateFault.Evaluation($"{tag} needs another template, and a chat template has none.");
    }

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope)
    {
        if (tag == "extends" && !scope.IsTopLevel)
            throw new TemplateFault(JinjaErrorKind.Syntax, "extends stands at the top level only.", offset);
    }

    public override bool Reads(string name) => false;
}
