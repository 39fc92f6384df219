using System.Numerics.Tensors;

namespace LocalAI.Plugins.Faces.Recognition;

/// <summary>How alike two faces are.</summary>
/// <param name="Distance">1 - cosine, 0..2.</param>
/// <param name="Threshold">Below it they are one person's.</param>
internal readonly record struct Comparison(float Distance, float Threshold)
{
    /// <summary>Compares two vectors of length 1.</summary>
    public static Comparison Of(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float threshold) =>
        new(Math.Clamp(1 - TensorPrimitives.Dot(first, second), 0, 2), threshold);

    /// <summary>Whether they are one person's.</summary>
    public bool Same => Distance < Threshold;

    /// <summary>Percent: 100 at distance 0, 0 from the threshold on.</summary>
    public float Confidence => Threshold > 0 ? Math.Clamp((1 - Distance / Threshold) * 100, 0, 100) : 0;
}
