using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Index;

/// <summary>
/// The nearest rows that a walk has met, the most similar first, each with a mark whether the walk has been there. An entry is one
/// number: the similarity as an integer of the same order, the row, the mark.
/// </summary>
internal sealed unsafe class Beam
{
    private AlignedArray<long> _entries = new(256);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all.</summary>
    /// <param name="capacity">The most there will be at once.</param>
    public void Clear(int capacity)
    {
        Count = 0;
        if (_entries.Length < capacity + 1)
            _entries = new AlignedArray<long>(capacity * 2);
    }

    /// <summary>A row.</summary>
    public int RowAt(int index) => (int)((uint)_entries.Pointer[index] >> 1);

    /// <summary>Its similarity.</summary>
    public float SimilarityAt(int index)
    {
        var order = (int)(_entries.Pointer[index] >> 32);
        return BitConverter.Int32BitsToSingle(order ^ ((order >> 31) & int.MaxValue));
    }

    /// <summary>Marks a row.</summary>
    /// <returns>Whether it was not marked.</returns>
    public bool Visit(int index)
    {
        var entry = _entries.Pointer[index];
        _entries.Pointer[index] = entry | 1;
        return (entry & 1) == 0;
    }

    /// <summary>Adds a row where it belongs, after equal ones.</summary>
    /// <returns>Its place.</returns>
    public int Add(int row, float similarity)
    {
        var bits = BitConverter.SingleToInt32Bits(similarity);
        var order = (long)(bits ^ ((bits >> 31) & int.MaxValue)) << 32;
        var entries = _entries.Pointer;
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (entries[middle] >= order)
                low = middle + 1;
            else
                high = middle;
        }
        new Span<long>(entries + low, Count - low).CopyTo(new Span<long>(entries + low + 1, Count - low));
        entries[low] = order | ((uint)row << 1);
        Count++;
        return low;
    }

    /// <summary>Removes the last.</summary>
    public void RemoveLast() => Count--;
}
