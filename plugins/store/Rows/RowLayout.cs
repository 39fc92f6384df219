namespace LocalAI.Plugins.Store.Rows;

/// <summary>How the rows of one dimension lie in memory.</summary>
internal sealed class RowLayout
{
    /// <summary>The most numbers a key may have.</summary>
    public const int LargestDimension = 65_536;

    private const int BlockBytes = 4 * 1024 * 1024;
    private const int MostRows = 8192;

    /// <param name="dimension">Numbers of a key, from 1 to <see cref="LargestDimension"/>.</param>
    public RowLayout(int dimension)
    {
        Dimension = dimension;
        CodeStride = (dimension + 63) / 64 * 64;
        var rows = Math.Clamp(BlockBytes / (dimension * sizeof(float)), 64, MostRows);
        RowBits = System.Numerics.BitOperations.Log2((uint)rows);
    }

    /// <summary>Numbers of a key.</summary>
    public int Dimension { get; }

    /// <summary>Bytes from one row's codes to the next's, a multiple of a vector register; those beyond the dimension are 0.</summary>
    public int CodeStride { get; }

    /// <summary>A block has 2 to this power rows.</summary>
    public int RowBits { get; }

    /// <summary>Rows of a block.</summary>
    public int RowsPerBlock => 1 << RowBits;
}
