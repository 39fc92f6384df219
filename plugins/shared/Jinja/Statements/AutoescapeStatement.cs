using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% autoescape false %} … {% endautoescape %}: only a scope. A chat template makes no HTML, so that true fails.</summary>
internal sealed class AutoescapeStatement(int offset, Expression enabled, Block body) : Statement
{
    private ScopeEntry _entry = null!;

    public override Flow Execute(Frame frame)
    {
        _entry.Run(frame);
        var escapes = enabled.Evaluate(frame).IsTrue;
        frame.State.Offset = offset;
        return escapes ? throw TemplateFault.Evaluation("autoescape is not supported.") : body.Execute(frame);
    }

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope)
    {
        var inner = scope.Inner();
        enabled.Declare(inner);
        body.Declare(inner);
        _entry = inner.Entry();
        enabled.Bind(inner);
        body.Bind(inner);
    }

    public override bool Reads(string name) => enabled.Reads(name) || body.Reads(name);
}
