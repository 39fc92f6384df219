using LocalAI.Plugins.Vision.Decoding;

namespace LocalAI.Plugins.Vision.Masks;

/// <summary>RF-DETR's segmentation: a mask for each query ([1, queries, rows, columns]).</summary>
internal sealed class QueryMasks(int output, int queries, int width, int height) : IInstanceMasks
{
    /// <inheritdoc/>
    public int Width => width;

    /// <inheritdoc/>
    public int Height => height;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Logits(IModelOutputs outputs, int row, Span<float> scratch) =>
        outputs.Floats(output, (long)queries * width * height).Slice(row * width * height, width * height);
}
