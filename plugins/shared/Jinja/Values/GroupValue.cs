namespace LocalAI.Plugins.Jinja.Values;

/// <summary>One group of the filter groupby: a tuple whose items have names.</summary>
internal sealed class GroupValue(JinjaValue grouper, ListValue list) : TupleValue(grouper, list)
{
    public JinjaValue Grouper { get; } = grouper;

    public ListValue List { get; } = list;

    internal override string TypeName => "_GroupTuple";
}
