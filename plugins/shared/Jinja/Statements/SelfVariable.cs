using LocalAI.Plugins.Jinja.Scoping;

namespace LocalAI.Plugins.Jinja.Statements;

/// <summary>self in the template itself, or in a block: there only where it is read.</summary>
internal sealed class SelfVariable
{
    private const string Name = "self";

    private readonly int _slot = -1;
    private readonly TemplateReferenceValue? _value;

    public SelfVariable(Scope scope, Block body)
    {
        if (!body.Reads(Name))
            return;
        _slot = scope.Parameter(Name).Slot;
        _value = new TemplateReferenceValue(scope.Template.Blocks);
    }

    public void Set(Frame frame)
    {
        if (_slot >= 0)
            frame.Slots[_slot] = _value;
    }
}
