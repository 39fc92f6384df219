namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A list.</summary>
internal sealed class ListValue(JinjaValue[] items) : SequenceValue(items)
{
    internal override string TypeName => "list";

    public override SequenceValue With(JinjaValue[] items) => new ListValue(items);

    internal override void AppendRepr(TextBuffer buffer)
    {
        buffer.Append('[');
        AppendItems(buffer);
        buffer.Append(']');
    }
}
