using System.Numerics.Tensors;
using LocalAI.Plugins.Vision.Decoding;

namespace LocalAI.Plugins.Vision.Masks;

/// <summary>
/// YOLO's segmentation: the model gives some prototypes ([1, channels, rows, columns]) and each object coefficients; the sum of their
/// products is its mask. Source: ultralytics, process_mask.
/// </summary>
/// <param name="prototypes">The output of the prototypes.</param>
/// <param name="channels">How many there are.</param>
/// <param name="width">Columns of a prototype.</param>
/// <param name="height">Rows of a prototype.</param>
/// <param name="coefficients">Where an object's coefficients are.</param>
internal sealed class PrototypeMasks(int prototypes, int channels, int width, int height, CoefficientPlace coefficients) : IInstanceMasks
{
    /// <inheritdoc/>
    public int Width => width;

    /// <inheritdoc/>
    public int Height => height;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(IModelOutputs outputs, int row, Span<float> scratch)
    {
        var area = width * height;
        var planes = outputs.Floats(prototypes, (long)channels * area);
        var numbers = outputs.Floats(coefficients.Output);
        var mask = scratch[..area];
        mask.Clear();
        for (var channel = 0; channel < channels; channel++)
            TensorPrimitives.MultiplyAdd(planes.Slice(channel * area, area), numbers[coefficients.IndexOf(row, channel)], mask, mask);
        return mask;
    }
}
