namespace LocalAI.Plugins.Jinja.Values;

/// <summary>A dict in the order of its keys' first insertion. Small ones, as most are here, are searched without hashing.</summary>
internal sealed class DictValue : JinjaValue
{
    private const int LargestScanned = 8;

    private JinjaValue[] _keys = [];
    private JinjaValue[] _values = [];
    private Dictionary<JinjaValue, int>? _index;

    public int Count { get; private set; }

    public ReadOnlySpan<JinjaValue> Keys => _keys.AsSpan(0, Count);

    public ReadOnlySpan<JinjaValue> Values => _values.AsSpan(0, Count);

    internal override string TypeName => "dict";

    internal override bool IsTrue => Count > 0;

    internal override int? Length => Count;

    /// <summary>The value of a key, or null.</summary>
    public JinjaValue? Find(StringValue key)
    {
        if (_index is not null)
            return _index.TryGetValue(key, out var at) ? _values[at] : null;
        var text = key.Text;
        for (var i = 0; i < Count; i++)
        {
            if (_keys[i] is StringValue candidate && (ReferenceEquals(candidate.Text, text) || candidate.Text == text))
                return _values[i];
        }
        return null;
    }

    /// <summary>The value of a key, or null. A key that cannot be hashed fails.</summary>
    public JinjaValue? Find(JinjaValue key)
    {
        if (key is StringValue text)
            return Find(text);
        var at = IndexOf(key);
        return at < 0 ? null : _values[at];
    }

    /// <summary>Adds or replaces; a key that is there keeps its place.</summary>
    public void Set(JinjaValue key, JinjaValue value)
    {
        var at = IndexOf(key);
        if (at >= 0)
        {
            _values[at] = value;
            return;
        }
        if (Count == _keys.Length)
        {
            var capacity = Math.Max(4, 2 * Count);
            Array.Resize(ref _keys, capacity);
            Array.Resize(ref _values, capacity);
        }
        _keys[Count] = key;
        _values[Count] = value;
        _index?.Add(key, Count);
        Count++;
        if (_index is null && Count > LargestScanned)
            BuildIndex();
    }

    public DictValue Copy()
    {
        var copy = new DictValue();
        for (var i = 0; i < Count; i++)
            copy.Set(_keys[i], _values[i]);
        return copy;
    }

    internal override IEnumerable<JinjaValue> Iterate() => _keys.AsSpan(0, Count).ToArray();

    internal override void AppendRepr(TextBuffer buffer)
    {
        StackGuard.Ensure();
        buffer.Append('{');
        for (var i = 0; i < Count; i++)
        {
            if (i > 0)
                buffer.Append(", ");
            _keys[i].AppendRepr(buffer);
            buffer.Append(": ");
            _values[i].AppendRepr(buffer);
        }
        buffer.Append('}');
    }

    private int IndexOf(JinjaValue key)
    {
        if (_index is not null)
            return _index.TryGetValue(key, out var found) ? found : -1;
        KeyComparer.RequireHashable(key);
        for (var i = 0; i < Count; i++)
        {
            if (KeyComparer.Instance.Equals(_keys[i], key))
                return i;
        }
        return -1;
    }

    private void BuildIndex()
    {
        _index = new Dictionary<JinjaValue, int>(KeyComparer.Instance);
        for (var i = 0; i < Count; i++)
            _index.Add(_keys[i], i);
    }
}
