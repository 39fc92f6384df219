using LocalAI.Plugins.Jinja.Expressions;
using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>{% filter name %} … {% endfilter %}.</summary>
internal sealed class FilterStatement(FilterExpression filter, Block body) : Statement
{
    private ScopeEntry _entry = null!;

    public override Flow Execute(Frame frame)
    {
        var state = frame.State;
        _entry.Run(frame);
        var start = state.Buffer.Length;
        var flow = body.Execute(frame);
        var written = state.Captured(start);
        if (flow != Flow.Next)
            return flow;
        if (filter.EvaluateOn(frame, written) is not StringValue text)
            throw TemplateFault.Evaluation("The filter of a filter block has to give a string.");
        text.AppendText(state.Buffer);
        return Flow.Next;
    }

    public override void Declare(Scope scope) => filter.Declare(scope);

    public override void Bind(Scope scope)
    {
        var inner = scope.Inner();
        body.Declare(inner);
        filter.Declare(inner);
        _entry = inner.Entry();
        body.Bind(inner);
        filter.Bind(inner);
    }

    public override bool Reads(string name) => filter.Reads(name) || body.Reads(name);
}
