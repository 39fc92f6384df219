using System.Numerics;

namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// From key to row, by open addressing with linear probing. One writer adds and removes while readers look: a place holds one
/// number, and a row that a reader's snapshot does not show is no match for it.
/// </summary>
internal sealed class KeyLookup
{
    private const int Free = 0;
    private const int Removed = -1;

    private readonly int[] _places;
    private readonly int _mask;
    private int _used;

    private KeyLookup(int places)
    {
        _places = new int[places];
        _mask = places - 1;
    }

    /// <summary>Bytes in use.</summary>
    public long Bytes => (long)_places.Length * sizeof(int);

    /// <summary>Whether chains stay short with so many more rows; if not it is time for <see cref="Grown"/>.</summary>
    public bool HasRoomFor(int rows) => _used + rows <= _places.Length / 4 * 3;

    /// <summary>A lookup without keys.</summary>
    public static KeyLookup Empty() => new(16);

    /// <summary>The row of a key in a snapshot, or -1.</summary>
    public int Find(Snapshot snapshot, ReadOnlySpan<float> key, uint hash)
    {
        for (var place = hash & _mask; ; place = (place + 1) & _mask)
        {
            var entry = Volatile.Read(ref _places[place]);
            if (entry == Free)
                return -1;
            if (entry == Removed)
                continue;
            var row = entry - 1;
            if (snapshot.Shows(row) && snapshot.PageOf(row).Block.Hashes[snapshot.PlaceOf(row)] == hash
                && KeyHash.Same(snapshot.Key(row), key))
                return row;
        }
    }

    /// <summary>Adds a row; its key is in its block already.</summary>
    public void Add(int row, uint hash)
    {
        var place = hash & _mask;
        while (_places[place] > 0)
            place = (place + 1) & _mask;
        if (_places[place] == Free)
            _used++;
        Volatile.Write(ref _places[place], row + 1);
    }

    /// <summary>Removes a row that no reader can see any more.</summary>
    public void Remove(int row, uint hash)
    {
        var place = hash & _mask;
        while (_places[place] != row + 1)
            place = (place + 1) & _mask;
        Volatile.Write(ref _places[place], Removed);
    }

    /// <summary>A copy with room for so many rows, without the places of removed ones.</summary>
    public KeyLookup Grown(int rows, Func<int, uint> hashOf)
    {
        var larger = new KeyLookup((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, checked(rows * 2))));
        foreach (var entry in _places)
        {
            if (entry > 0)
                larger.Add(entry - 1, hashOf(entry - 1));
        }
        return larger;
    }
}
