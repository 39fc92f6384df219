using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Decoding;
using LocalAI.Plugins.Vision.Families;

namespace LocalAI.Plugins.Vision.Loading;

/// <summary>
/// Tells rows that are decoded in the graph from YOLOX's own, which have the same shape, by running the model on a black picture.
/// </summary>
internal static class RowProbe
{
    private const int ObjectColumn = 4;

    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RowKind Run(OnnxModel model, ModelInputs inputs, MatrixOutput rows, CancellationToken cancellationToken)
    {
        using var run = model.Begin(inputs.Shapes);
        inputs.Clear(run);
        run.Execute(cancellationToken);
        using var outputs = new RunOutputs(run, model.Outputs);
        return Look(outputs.Floats(rows.Index, (long)rows.Rows * rows.Columns), rows.Columns, inputs.Image.Width);
    }

    /// <summary>Looks at the rows of a model, all of them.</summary>
    /// <param name="numbers">The rows.</param>
    /// <param name="columns">Columns of each: x, y, w, h, object, classes.</param>
    /// <param name="width">The input's width.</param>
    public static RowKind Look(ReadOnlySpan<float> numbers, int columns, int width)
    {
        var (sum, areSure) = (0.0, true);
        for (var row = 0; row < numbers.Length; row += columns)
        {
            sum += MathF.Abs(numbers[row]);
            areSure &= numbers[row + ObjectColumn] == 1;
        }
        // The cells' centres are half the width on average; offsets are about one.
        if (!(sum / (numbers.Length / columns) > width / 8.0))
            return RowKind.Offsets;
        return areSure ? RowKind.PixelsOfSureObjects : RowKind.Pixels;
    }
}
