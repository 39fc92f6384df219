using System.Numerics.Tensors;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// YOLOX: [1, cells, 5 + classes] with x, y, w, h, object, classes in each row. The centre is (x + column) · stride, (y + row) · stride,
/// the size e^w · stride, e^h · stride, the score object · class; both are sigmoids already. Source: YOLOX, demo_postprocess.
/// </summary>
internal sealed class YoloxDecoder(int output, Grid[] grids, int classes) : IBoxDecoder
{
    private readonly int _columns = 5 + classes;
    private readonly int _rows = Grid.Total(grids);

    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var numbers = outputs.Floats(output, (long)_rows * _columns);
        var row = 0;
        foreach (var grid in grids)
        {
            for (var y = 0; y < grid.Height; y++)
            {
                for (var x = 0; x < grid.Width; x++, row++)
                    Add(numbers.Slice(row * _columns, _columns), x, y, grid.Stride, row, found);
            }
        }
    }

    private static void Add(ReadOnlySpan<float> numbers, int x, int y, int stride, int row, Candidates found)
    {
        if (!(numbers[4] >= found.Threshold))
            return;
        var kind = TensorPrimitives.IndexOfMax(numbers[5..]);
        var box = Box.Centred(
            (numbers[0] + x) * stride, (numbers[1] + y) * stride, MathF.Exp(numbers[2]) * stride, MathF.Exp(numbers[3]) * stride);
        found.Add(box, numbers[4] * numbers[5 + kind], kind, row);
    }
}
