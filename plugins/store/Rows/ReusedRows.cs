namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// The rows that were taken again after a deletion, in their order: with them an index knows all that is new to it, for the other
/// new rows are at the end. The writer adds behind what earlier snapshots count, so they share the memory.
/// </summary>
/// <param name="Start">How many came before the first that is kept.</param>
/// <param name="Rows">Their numbers, and room for more.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct ReusedRows(long Start, int[] Rows, int Count)
{
    private const int Few = 1024;

    /// <summary>None.</summary>
    public static ReusedRows None { get; } = new(0, [], 0);

    /// <summary>How many there have been.</summary>
    public long End => Start + Count;

    /// <summary>Whether those after so many are all kept.</summary>
    public bool Reaches(long seen) => seen >= Start;

    /// <summary>Those after so many; what is kept must reach back so far.</summary>
    public ReadOnlySpan<int> After(long seen) => seen >= End ? default : Rows.AsSpan((int)(seen - Start), (int)(End - seen));

    /// <summary>One more.</summary>
    public ReusedRows Add(int row)
    {
        var rows = Rows;
        if (Count == rows.Length)
            Array.Resize(ref rows, Math.Max(16, Count * 2));
        rows[Count] = row;
        return new ReusedRows(Start, rows, Count + 1);
    }

    /// <summary>Without those that nobody asks for, when they are many.</summary>
    public ReusedRows Without(long seen)
    {
        if (seen >= End)
            return new ReusedRows(End, [], 0);
        var gone = (int)Math.Max(0, seen - Start);
        return gone < Few || gone < Count / 2 ? this : new ReusedRows(seen, After(seen).ToArray(), Count - gone);
    }
}
