using System.Buffers;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// FastestDet: [1, 5 + classes, rows, columns], planes of object, x, y, w, h, classes. The centre is (tanh x + column) / columns of the
/// width, (tanh y + row) / rows of the height, the size the sigmoids' shares, the score object^0.6 · class^0.4. Source: FastestDet,
/// handle_preds.
/// </summary>
internal sealed class FastestDetDecoder(int output, Grid grid, int classes, int width, int height) : IBoxDecoder
{
    private const int FirstClass = 5;

    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var cells = grid.Cells;
        var numbers = outputs.Floats(output, (long)(FirstClass + classes) * cells);
        var scores = ArrayPool<float>.Shared.Rent(cells);
        var kinds = ArrayPool<int>.Shared.Rent(cells);
        try
        {
            ClassPlanes.Best(numbers[(FirstClass * cells)..], scores.AsSpan(0, cells), kinds.AsSpan(0, cells));
            for (var i = 0; i < cells; i++)
            {
                var score = MathF.Pow(numbers[i], 0.6f) * MathF.Pow(scores[i], 0.4f);
                if (score >= found.Threshold)
                    found.Add(BoxOf(numbers, i), score, kinds[i], i);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<int>.Shared.Return(kinds);
        }
    }

    private Box BoxOf(ReadOnlySpan<float> numbers, int cell)
    {
        var (y, x) = Math.DivRem(cell, grid.Width);
        return Box.Centred(
            (MathF.Tanh(numbers[grid.Cells + cell]) + x) / grid.Width * width,
            (MathF.Tanh(numbers[2 * grid.Cells + cell]) + y) / grid.Height * height,
            Sigmoid.Of(numbers[3 * grid.Cells + cell]) * width,
            Sigmoid.Of(numbers[4 * grid.Cells + cell]) * height);
    }
}
