using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>A variable that is assigned.</summary>
internal sealed class NameTarget(int offset, string name) : Target
{
    public string Name => name;

    public override void Declare(Scope scope) => scope.Store(name);

    public override void DeclareParameters(Scope scope) => scope.Parameter(name);

    public override Assignment Bind(Scope scope)
    {
        if (name == "loop" && scope.LoopDepth > 0)
            throw new TemplateFault(JinjaErrorKind.Syntax, "The variable loop of a for cannot be assigned.", offset);
        return new NameAssignment(scope.Slot(name), scope.IsTopLevel && scope.Template.HasBlocks ? name : null);
    }

    public override bool Reads(string other) => false;

    private sealed class NameAssignment(int slot, string? exportedAs) : Assignment
    {
        public override void Assign(Frame frame, JinjaValue value)
        {
            frame.Slots[slot] = value;
            if (exportedAs is not null)
                frame.State.Exported[exportedAs] = value;
        }
    }
}
