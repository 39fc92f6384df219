namespace LocalAI.Plugins.Jinja.Values;

/// <summary>dict.keys(), dict.values() or dict.items(): iterable and sized, without a subscript.</summary>
internal sealed class DictViewValue(DictValue dict, DictViewKind kind) : JinjaValue
{
    public DictValue Dict { get; } = dict;

    public DictViewKind Kind { get; } = kind;

    internal override string TypeName => Kind switch
    {
        DictViewKind.Keys => "dict_keys",
        DictViewKind.Values => "dict_values",
        _ => "dict_items",
    };

    internal override bool IsTrue => Dict.Count > 0;

    internal override int? Length => Dict.Count;

    internal override IEnumerable<JinjaValue> Iterate() => ToArray();

    public JinjaValue[] ToArray()
    {
        switch (Kind)
        {
            case DictViewKind.Keys:
                return Dict.Keys.ToArray();
            case DictViewKind.Values:
                return Dict.Values.ToArray();
            default:
                var items = new JinjaValue[Dict.Count];
                for (var i = 0; i < items.Length; i++)
                    items[i] = new TupleValue(Dict.Keys[i], Dict.Values[i]);
                return items;
        }
    }

    internal override void AppendRepr(TextBuffer buffer)
    {
        buffer.Append(TypeName);
        buffer.Append('(');
        new ListValue(ToArray()).AppendRepr(buffer);
        buffer.Append(')');
    }
}
