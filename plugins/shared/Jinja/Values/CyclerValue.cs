namespace LocalAI.Plugins.Jinja.Values;

/// <summary>cycler(…): gives its items in turn.</summary>
internal sealed class CyclerValue(JinjaValue[] items) : JinjaValue
{
    private int _at;

    public JinjaValue Current => items[_at];

    internal override string TypeName => "Cycler";

    public JinjaValue Next()
    {
        var current = Current;
        _at = (_at + 1) % items.Length;
        return current;
    }

    public void Reset() => _at = 0;

    internal override void AppendRepr(TextBuffer buffer) => buffer.Append("<jinja2.utils.Cycler object>");
}
