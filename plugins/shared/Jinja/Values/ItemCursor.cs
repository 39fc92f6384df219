namespace LocalAI.Plugins.Jinja.Values;

/// <summary>Goes over the items of a value and can look one ahead.</summary>
internal sealed class ItemCursor
{
    private readonly JinjaValue[]? _items;
    private IEnumerator<JinjaValue>? _source;
    private JinjaValue? _ahead;
    private int? _length;

    public ItemCursor(JinjaValue iterable)
    {
        var items = RenderState.Iterate(iterable);
        _items = items as JinjaValue[];
        _source = _items is null ? items.GetEnumerator() : null;
        _length = _items?.Length ?? iterable.Length;
    }

    /// <summary>The index of the current item.</summary>
    public int Index { get; private set; } = -1;

    public JinjaValue? Current { get; private set; }

    public JinjaValue? Previous { get; private set; }

    /// <summary>How many items there are; takes what is left of a generator.</summary>
    public int Length
    {
        get
        {
            if (_length is { } known)
                return known;
            var rest = new List<JinjaValue>();
            while (_source!.MoveNext())
                rest.Add(_source.Current);
            _source = rest.GetEnumerator();
            var length = rest.Count + Index + 1 + (_ahead is null ? 0 : 1);
            _length = length;
            return length;
        }
    }

    public bool MoveNext()
    {
        var next = Peek();
        if (next is null)
            return false;
        _ahead = null;
        Index++;
        Previous = Current;
        Current = next;
        return true;
    }

    /// <summary>The next item, or null after the last.</summary>
    public JinjaValue? Peek()
    {
        if (_items is not null)
            return Index + 1 < _items.Length ? _items[Index + 1] : null;
        if (_ahead is null && _source!.MoveNext())
            _ahead = _source.Current;
        return _ahead;
    }
}
