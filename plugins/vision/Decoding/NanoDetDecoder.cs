using System.Numerics.Tensors;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Vision.Decoding;

/// <summary>
/// NanoDet: for each cell the classes' scores (sigmoids already) and four distributions over whole strides, whose means are the distances
/// from the cell's centre to the left, top, right and bottom edge (generalised focal loss). Source: NanoDet, distance2bbox.
/// </summary>
/// <param name="levels">The strides.</param>
/// <param name="centre">Where the centre lies in a cell, in cells: .5, and 0 in NanoDet-Plus.</param>
internal sealed class NanoDetDecoder(IReadOnlyList<NanoDetLevel> levels, float centre) : IBoxDecoder
{
    /// <inheritdoc/>
    public void Decode(IModelOutputs outputs, Candidates found)
    {
        var row = 0;
        foreach (var level in levels)
        {
            var classes = Numbers(outputs, level.Classes, level.Grid);
            var distances = Numbers(outputs, level.Distances, level.Grid);
            for (var cell = 0; cell < level.Grid.Cells; cell++, row++)
            {
                var scores = level.Classes.Of(classes, cell);
                var kind = TensorPrimitives.IndexOfMax(scores);
                if (scores[kind] >= found.Threshold)
                    found.Add(BoxOf(level.Grid, cell, level.Distances.Of(distances, cell)), scores[kind], kind, row);
            }
        }
    }

    private static ReadOnlySpan<float> Numbers(IModelOutputs outputs, RowPart part, Grid grid)
    {
        var numbers = outputs.Floats(part.Output);
        if (numbers.Length >= (part.FirstRow + grid.Cells) * (long)part.Columns)
            return numbers;
        throw new EngineException(EngineFailure.Internal,
            $"The model's output {part.Output} has {numbers.Length} numbers, fewer than declared; load a model whose shapes hold.");
    }

    private Box BoxOf(Grid grid, int cell, ReadOnlySpan<float> distributions)
    {
        var (row, column) = Math.DivRem(cell, grid.Width);
        var (x, y) = ((column + centre) * grid.Stride, (row + centre) * grid.Stride);
        var bins = distributions.Length / 4;
        return new Box(
            x - Mean(distributions[..bins]) * grid.Stride, y - Mean(distributions.Slice(bins, bins)) * grid.Stride,
            x + Mean(distributions.Slice(2 * bins, bins)) * grid.Stride, y + Mean(distributions.Slice(3 * bins, bins)) * grid.Stride);
    }

    private static float Mean(ReadOnlySpan<float> logits)
    {
        var largest = TensorPrimitives.Max(logits);
        var (sum, mean) = (0f, 0f);
        for (var i = 0; i < logits.Length; i++)
        {
            var share = MathF.Exp(logits[i] - largest);
            sum += share;
            mean += share * i;
        }
        return mean / sum;
    }
}
