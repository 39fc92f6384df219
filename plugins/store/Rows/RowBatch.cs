namespace LocalAI.Plugins.Store.Rows;

/// <summary>Keys on their way into a table: each has a row, and is written there where no snapshot shows it.</summary>
internal sealed class RowBatch(
    RowLayout layout, Snapshot snapshot, RowPage[] pages, int rows, IReadOnlyList<int> free, BlockSupply blocks, int count)
{
    private readonly List<(int Row, bool IsNew)> _entries = new(count);
    private readonly Dictionary<uint, int> _seen = new(count);

    // Keys whose hash an earlier one has, which is next to never.
    private readonly List<int> _alike = [];

    /// <summary>How rows lie in memory.</summary>
    public RowLayout Layout => layout;

    /// <summary>The table's pages and those that were added.</summary>
    public RowPage[] Pages { get; private set; } = pages;

    /// <summary>Rows from the first to the last used one.</summary>
    public int Rows { get; private set; } = rows;

    /// <summary>How many free rows were taken, from the end of the list.</summary>
    public int Reused { get; private set; }

    /// <summary>Keys that the table did not have.</summary>
    public int Added { get; private set; }

    /// <summary>Keys of the batch.</summary>
    public int Count => _entries.Count;

    /// <summary>The row of a key, by its place in the batch.</summary>
    public int RowOf(int index) => _entries[index].Row;

    /// <summary>Whether the table did not have it.</summary>
    public bool IsNew(int index) => _entries[index].IsNew;

    /// <summary>Adds a key.</summary>
    /// <param name="key">As many numbers as the layout says.</param>
    /// <param name="norm">Its norm, finite.</param>
    /// <param name="largest">Its largest magnitude.</param>
    /// <returns>-1, or the place in the batch of the same key: then it is not added.</returns>
    public int Add(ReadOnlySpan<float> key, double norm, float largest)
    {
        var hash = KeyHash.Of(key);
        if (Earlier(key, hash) is >= 0 and var earlier)
            return earlier;
        AddDistinct(key, hash, norm, largest);
        return -1;
    }

    /// <summary>Adds a key that is known to be in the batch for the first time.</summary>
    /// <param name="key">As many numbers as the layout says.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="norm">Its norm, finite.</param>
    /// <param name="largest">Its largest magnitude.</param>
    public void AddDistinct(ReadOnlySpan<float> key, uint hash, double norm, float largest)
    {
        var existing = snapshot.Layout is null ? -1 : snapshot.Lookup.Find(snapshot, key, hash);
        if (existing >= 0)
        {
            _entries.Add((existing, false));
            return;
        }

        var row = Reused < free.Count ? free[free.Count - ++Reused] : Rows++;
        var page = row >> layout.RowBits;
        if (page == Pages.Length)
            Pages = [.. Pages, new RowPage(blocks.Take(layout, Pages.Length), new long[layout.RowsPerBlock], Deleted: null)];
        Write(Pages[page].Block, row & (layout.RowsPerBlock - 1), key, hash, norm, largest);
        _entries.Add((row, true));
        Added++;
    }

    private int Earlier(ReadOnlySpan<float> key, uint hash)
    {
        if (_seen.TryAdd(hash, _entries.Count))
            return -1;
        if (IsAt(_seen[hash], key))
            return _seen[hash];
        foreach (var place in _alike)
        {
            if (IsAt(place, key))
                return place;
        }
        _alike.Add(_entries.Count);
        return -1;
    }

    private bool IsAt(int place, ReadOnlySpan<float> key)
    {
        var row = _entries[place].Row;
        return KeyHash.Same(Pages[row >> layout.RowBits].Block.Key(row & (layout.RowsPerBlock - 1)), key);
    }

    private void Write(RowBlock block, int row, ReadOnlySpan<float> key, uint hash, double norm, float largest)
    {
        key.CopyTo(block.Keys.Slice(row * layout.Dimension, layout.Dimension));
        var codes = block.Codes.Slice(row * layout.CodeStride, layout.CodeStride);
        var (scale, residual) = RowCoder.Encode(key, norm, largest, codes);
        block.Scales.Span[row] = scale;
        block.Residuals.Span[row] = residual;
        block.Norms.Span[row] = norm;
        block.Hashes[row] = hash;
    }
}
