using LocalAI.Plugins.Vision.Decoding;

namespace LocalAI.Plugins.Vision.Masks;

/// <summary>The mask of each object that a model found: numbers over the model's input, above 0 where the object is.</summary>
internal interface IInstanceMasks
{
    /// <summary>Columns of a mask.</summary>
    int Width { get; }

    /// <summary>Rows of a mask.</summary>
    int Height { get; }

    /// <summary>The mask of an object.</summary>
    /// <param name="outputs">What the model gave.</param>
    /// <param name="row">The object's row.</param>
    /// <param name="scratch">Width · Height numbers that it may use.</param>
    ReadOnlySpan<float> Logits(IModelOutputs outputs, int row, Span<float> scratch);
}
