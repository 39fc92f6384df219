using System.Numerics.Tensors;

namespace LocalAI.Plugins.Faces.Analysis;

/// <summary>Probabilities of scores.</summary>
internal static class Softmax
{
    /// <summary>exp(score) over the sum of all, with the greatest score taken off first.</summary>
    public static float[] Of(ReadOnlySpan<float> scores)
    {
        var probabilities = new float[scores.Length];
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        TensorPrimitives.Divide(probabilities, TensorPrimitives.Sum<float>(probabilities), probabilities);
        return probabilities;
    }
}
