using Google.Protobuf;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.CommandLine.Stores;

/// <summary>Rows of one call, no two of which have keys of the same hash: so none is there twice.</summary>
internal sealed class ImportBatch
{
    /// <summary>The most rows of a call.</summary>
    public const int MostRows = 1000;

    /// <summary>Bytes of a call that has more than one row.</summary>
    public const int MostBytes = 8 << 20;

    // A message has 50 MiB; names and lengths of a single row are far below the rest.
    private const int MostRowBytes = (50 << 20) - 1024;

    // Tags and lengths of a key, its numbers, and its value.
    private const int Overhead = 24;

    private readonly HashSet<uint> _hashes = [];
    private long _bytes;

    /// <summary>What is sent.</summary>
    public StoresSetOptions Rows { get; } = new();

    /// <summary>Where the first row is.</summary>
    public RowPlace First { get; private set; }

    /// <summary>Where the last row is.</summary>
    public RowPlace Last { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count => Rows.Keys.Count;

    /// <summary>Adds a row; false when it belongs into another call.</summary>
    /// <exception cref="BadRow">No call could have it.</exception>
    public bool Add(ImportRow added)
    {
        var (key, value) = added.Row;
        var size = ((long)key.Length * sizeof(float)) + value.Length + Overhead;
        if (size > MostRowBytes)
            throw new BadRow(added.Place.ToString(), $"the row has {size} bytes, and a call may have {MostRowBytes}");
        if (Count == MostRows || (Count > 0 && _bytes + size > MostBytes) || !_hashes.Add(KeyHash.Of(key)))
            return false;
        _bytes += size;
        if (Count == 0)
            First = added.Place;
        Last = added.Place;
        var sent = new StoresKey();
        sent.Floats.AddRange(key);
        Rows.Keys.Add(sent);
        Rows.Values.Add(new StoresValue { Bytes = UnsafeByteOperations.UnsafeWrap(value) });
        return true;
    }

    /// <summary>Whether a key of it may be in another, so that the order of the two matters.</summary>
    public bool MayShareKeysWith(ImportBatch other) => _hashes.Overlaps(other._hashes);
}
