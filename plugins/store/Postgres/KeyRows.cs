using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>The keys of a StoresSet, checked: each once, of finite numbers, all of one length.</summary>
internal sealed class KeyRows
{
    // What one statement carries: more only makes it larger, on both sides.
    private const int NumbersTogether = 1024 * 1024;
    private const int BytesTogether = 8 * 1024 * 1024;

    private readonly KeyBatch _keys;
    private readonly byte[][] _digests;
    private readonly double[] _norms;

    /// <exception cref="Abstractions.EngineException">A number is not finite, or a key is there twice.</exception>
    public KeyRows(KeyBatch keys)
    {
        _keys = keys;
        _digests = new byte[keys.Count][];
        _norms = new double[keys.Count];
        var places = new Dictionary<byte[], int>(keys.Count, KeyDigest.Comparer);
        for (var i = 0; i < keys.Count; i++)
        {
            _digests[i] = KeyDigest.Of(keys.Read(i, out _norms[i], out _));
            if (!places.TryAdd(_digests[i], i))
                throw Refusal.Duplicate(places[_digests[i]], i);
        }
    }

    /// <summary>Numbers of each key.</summary>
    public int Dimension => _keys.Dimension;

    /// <summary>The rows in the columns of a table, some at a time.</summary>
    /// <param name="values">One for each key.</param>
    public IEnumerable<(byte[][] Digests, float[] Keys, double[] Norms, byte[][] Values)> Parts(IReadOnlyList<StoresValue> values)
    {
        for (var first = 0; first < _keys.Count;)
        {
            var (end, bytes) = (first, 0L);
            do
                bytes += values[end++].Bytes.Length;
            while (end < _keys.Count && (end - first + 1L) * Dimension <= NumbersTogether && bytes < BytesTogether);

            var numbers = new float[(end - first) * Dimension];
            var contents = new byte[end - first][];
            for (var i = first; i < end; i++)
            {
                _keys.Read(i, out _, out _).CopyTo(numbers.AsSpan((i - first) * Dimension));
                contents[i - first] = values[i].Bytes.ToByteArray();
            }
            yield return (_digests[first..end], numbers, _norms[first..end], contents);
            first = end;
        }
    }
}
