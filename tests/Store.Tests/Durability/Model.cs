using Google.Protobuf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>What a store should have: a plain dictionary.</summary>
internal sealed class Model
{
    private readonly Dictionary<string, (float[] Key, ByteString Value)> _rows = [];

    public int Dimension => _rows.Count == 0 ? 0 : _rows.Values.First().Key.Length;

    public int Count => _rows.Count;

    public IEnumerable<float[]> Keys => _rows.Values.Select(row => row.Key);

    public Model Copy()
    {
        var copy = new Model();
        foreach (var (name, row) in _rows)
            copy._rows[name] = row;
        return copy;
    }

    public void Do(IMessage request)
    {
        if (request is StoresSetOptions set)
        {
            foreach (var (key, value) in set.Keys.Zip(set.Values))
                _rows[Name(key.Floats)] = ([.. key.Floats], value.Bytes);
        }
        else if (request is StoresDeleteOptions delete)
        {
            foreach (var key in delete.Keys)
                _rows.Remove(Name(key.Floats));
        }
    }

    public bool Has(float[] key) => _rows.ContainsKey(Name(key));

    public ByteString this[IEnumerable<float> key] => _rows[Name(key)].Value;

    public bool IsSame(IReadOnlyDictionary<string, ByteString> rows) =>
        rows.Count == _rows.Count && rows.All(row => _rows.TryGetValue(row.Key, out var own) && own.Value == row.Value);

    public static string Name(IEnumerable<float> key) => string.Join(' ', key);
}
