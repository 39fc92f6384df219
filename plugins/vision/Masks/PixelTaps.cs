using System.Buffers;

namespace LocalAI.Plugins.Vision.Masks;

/// <summary>
/// For each pixel of a picture's rows (or columns), the two cells of a model's grid that its centre lies between: bilinear with cell
/// centres at .5, and beyond the outermost centres the outermost cell.
/// </summary>
internal sealed class PixelTaps : IDisposable
{
    private int[] _cells;
    private float[] _shares;

    /// <param name="pixels">Pixels of the picture.</param>
    /// <param name="cells">Cells of the grid, which covers the whole input.</param>
    /// <param name="scale">Input pixels for each of the picture's.</param>
    /// <param name="offset">Input pixels before the picture's first.</param>
    /// <param name="input">Pixels of the input.</param>
    public PixelTaps(int pixels, int cells, float scale, float offset, int input)
    {
        _cells = ArrayPool<int>.Shared.Rent(pixels);
        _shares = ArrayPool<float>.Shared.Rent(pixels);
        for (var i = 0; i < pixels; i++)
        {
            var place = Math.Clamp(((i + 0.5) * scale + offset) * cells / input - 0.5, 0, cells - 1);
            _cells[i] = (int)place;
            _shares[i] = (float)(place - _cells[i]);
        }
    }

    /// <summary>The cell before a pixel.</summary>
    public int Cell(int pixel) => _cells[pixel];

    /// <summary>The share of the next cell, 0..1; 0 where there is none.</summary>
    public float Share(int pixel) => _shares[pixel];

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_cells);
        ArrayPool<float>.Shared.Return(_shares);
        (_cells, _shares) = ([], []);
    }
}
