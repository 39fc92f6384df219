namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A list or a tuple. Nothing in the sandbox changes one, so that items are shared freely.</summary>
internal abstract class SequenceValue(JinjaValue[] items) : JinjaValue
{
    public JinjaValue[] Items { get; } = items;

    internal override bool IsTrue => Items.Length > 0;

    internal override int? Length => Items.Length;

    /// <summary>A sequence of the same kind.</summary>
    public abstract SequenceValue With(JinjaValue[] items);

    internal override IEnumerable<JinjaValue> Iterate() => Items;

    private protected void AppendItems(TextBuffer buffer)
    {
        StackGuard.Ensure();
        for (var i = 0; i < Items.Length; i++)
        {
            if (i > 0)
                buffer.Append(", ");
            Items[i].AppendRepr(buffer);
        }
    }
}
