namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// Gives blocks to a growing table. The system hands out memory page by page when it is first written, which takes longer than filling
/// it; so of a table that has some blocks the next one is made ready on another thread.
/// </summary>
internal sealed class BlockSupply
{
    // A small table is not to pay for a block it may never fill.
    private const int LeastBlocks = 2;

    private Task<RowBlock>? _next;
    private RowLayout? _layout;

    /// <summary>A block.</summary>
    /// <param name="layout">How its rows lie in memory.</param>
    /// <param name="blocks">How many the table has.</param>
    public RowBlock Take(RowLayout layout, int blocks)
    {
        if (_layout == layout && _next is { } next)
        {
            if (!next.IsCompletedSuccessfully)
                return new RowBlock(layout);
            Prepare(layout);
            return next.Result;
        }
        if (blocks >= LeastBlocks)
            Prepare(layout);
        return new RowBlock(layout);
    }

    /// <summary>Lets go of the block that was made ready.</summary>
    public void Clear() => (_next, _layout) = (null, null);

    private void Prepare(RowLayout layout)
    {
        _layout = layout;
        _next = Task.Run(() =>
        {
            var block = new RowBlock(layout);
            block.Touch();
            return block;
        });
    }
}
