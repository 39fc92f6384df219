namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// The rows at one moment. Readers take the latest and are never waited for; what they look at stays as it is until they release it.
/// </summary>
internal sealed class Snapshot
{
    private int _readers;

    /// <summary>A store without keys.</summary>
    public static Snapshot Empty() => new()
    {
        Layout = null,
        Pages = [],
        Rows = 0,
        Live = 0,
        Values = [],
        Lookup = KeyLookup.Empty(),
        Reused = ReusedRows.None,
    };

    /// <summary>How rows lie in memory; null while there is no key and so no dimension.</summary>
    public required RowLayout? Layout { get; init; }

    /// <summary>The blocks.</summary>
    public required RowPage[] Pages { get; init; }

    /// <summary>Rows from the first to the last used one, deleted ones among them.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that are not deleted.</summary>
    public required int Live { get; init; }

    /// <summary>The memory that values lie in.</summary>
    public required byte[]?[] Values { get; init; }

    /// <summary>From key to row; may know of rows that this snapshot does not show.</summary>
    public required KeyLookup Lookup { get; init; }

    /// <summary>The rows that were taken again.</summary>
    public required ReusedRows Reused { get; init; }

    /// <summary>Whether anybody looks at it.</summary>
    public bool IsRead => Volatile.Read(ref _readers) > 0;

    /// <summary>Counts a reader in.</summary>
    public void Enter() => Interlocked.Increment(ref _readers);

    /// <summary>Counts a reader out.</summary>
    public void Leave() => Interlocked.Decrement(ref _readers);

    /// <summary>The page of a row.</summary>
    public RowPage PageOf(int row) => Pages[row >> Layout!.RowBits];

    /// <summary>A row's place in its page.</summary>
    public int PlaceOf(int row) => row & (Layout!.RowsPerBlock - 1);

    /// <summary>The key of a row.</summary>
    public ReadOnlySpan<float> Key(int row) => PageOf(row).Block.Key(PlaceOf(row));

    /// <summary>The value of a row; it stays as it is after the snapshot is released.</summary>
    public ReadOnlyMemory<byte> Value(int row) => ValueHeap.Read(Values, PageOf(row).Values[PlaceOf(row)]);

    /// <summary>Whether the snapshot shows a row.</summary>
    public bool Shows(int row) => row < Rows && !PageOf(row).IsDeleted(PlaceOf(row));

    /// <summary>The row of a key, or -1.</summary>
    public int Find(ReadOnlySpan<float> key) => Layout is null ? -1 : Lookup.Find(this, key, KeyHash.Of(key));
}
