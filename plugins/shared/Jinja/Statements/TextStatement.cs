using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>The template's own text.</summary>
internal sealed class TextStatement(string text) : Statement
{
    public bool IsBlank => Whitespace.Trim(text).Length == 0;

    public override Flow Execute(Frame frame)
    {
        frame.State.Buffer.Append(text);
        return Flow.Next;
    }

    public override void Declare(Scope scope)
    {
    }

    public override void Bind(Scope scope)
    {
    }

    public override bool Reads(string name) => false;
}
