namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A tuple.</summary>
internal class TupleValue(params JinjaValue[] items) : SequenceValue(items)
{
    internal override string TypeName => "tuple";

    public override SequenceValue With(JinjaValue[] items) => new TupleValue(items);

    internal override void AppendRepr(TextBuffer buffer)
    {
        buffer.Append('(');
        AppendItems(buffer);
        buffer.Append(Items.Length == 1 ? ",)" : ")");
    }
}
