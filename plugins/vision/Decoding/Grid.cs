namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>The cells that a model divides its input into, one grid for each stride.</summary>
/// <param name="Width">Cells of a row.</param>
/// <param name="Height">Rows of cells.</param>
/// <param name="Stride">Pixels of a cell.</param>
internal readonly record struct Grid(int Width, int Height, int Stride)
{
    public int Cells => Width * Height;

    /// <summary>The grid of a stride; cells at the edges may be cut.</summary>
    public static Grid Of(int width, int height, int stride) =>
        new((width + stride - 1) / stride, (height + stride - 1) / stride, stride);

    /// <summary>The grids of several strides.</summary>
    public static Grid[] Of(int width, int height, ReadOnlySpan<int> strides)
    {
        var grids = new Grid[strides.Length];
        for (var i = 0; i < grids.Length; i++)
            grids[i] = Of(width, height, strides[i]);
        return grids;
    }

    /// <summary>Cells of all grids.</summary>
    public static int Total(ReadOnlySpan<Grid> grids)
    {
        var total = 0;
        foreach (var grid in grids)
            total += grid.Cells;
        return total;
    }
}
