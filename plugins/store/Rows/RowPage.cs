namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// A block as one snapshot shows it: which rows are deleted, and where the values are. Immutable but for rows that no snapshot shows.
/// </summary>
/// <param name="Block">Keys and codes.</param>
/// <param name="Values">Where each row's value is.</param>
/// <param name="Deleted">A bit a row; null while none is.</param>
internal sealed record RowPage(RowBlock Block, long[] Values, ulong[]? Deleted)
{
    /// <summary>Whether a row is deleted.</summary>
    public bool IsDeleted(int row) => Deleted is { } bits && (bits[row >> 6] >> row & 1) != 0;
}
