namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A tuple.</summary>
internal class TupleValue(params JinjaValue[] items) : SequenceValue(items)
{
    private int? _hash;
    private bool _isHashable;

    internal override string TypeName => "tuple";

    public override SequenceValue With(JinjaValue[] items) => new TupleValue(items);

    /// <summary>
    /// Fails where an item is no key. Known once: a tuple of tuples may hold the same one more often than could be counted.
    /// </summary>
    public void RequireHashable()
    {
        if (_isHashable)
            return;
        StackGuard.Ensure();
        foreach (var item in Items)
            KeyComparer.RequireHashable(item);
        _isHashable = true;
    }

    /// <summary>The hash as a key.</summary>
    public int KeyHash()
    {
        if (_hash is { } known)
            return known;
        StackGuard.Ensure();
        var hash = new HashCode();
        foreach (var item in Items)
            hash.Add(KeyComparer.Instance.GetHashCode(item));
        var computed = hash.ToHashCode();
        _hash = computed;
        return computed;
    }

    internal override void AppendRepr(TextBuffer buffer)
    {
        buffer.Append('(');
        AppendItems(buffer);
        buffer.Append(Items.Length == 1 ? ",)" : ")");
    }
}
