using System.Numerics.Tensors;

namespace LocalAI.Plugins.Llama.Requests;

/// <summary>Scales vectors the way the option <c>embd_normalize</c> says.</summary>
internal static class EmbeddingNorm
{
    private const int None = -1;
    private const int MaximumAbsolute = 0;
    private const int Taxicab = 1;
    private const int Euclidean = 2;

    /// <summary>-1 none, 0 largest value to the range of an int16, 1 taxicab, 2 Euclidean, above 2 the p-norm.</summary>
    public static void Apply(Span<float> vector, int kind)
    {
        var norm = kind switch
        {
            None => 1,
            MaximumAbsolute => Math.Abs(TensorPrimitives.MaxMagnitude<float>(vector)) / short.MaxValue,
            Taxicab => TensorPrimitives.SumOfMagnitudes<float>(vector),
            Euclidean => TensorPrimitives.Norm<float>(vector),
            _ => PNorm(vector, kind),
        };
        if (norm > 0 && kind != None)
            TensorPrimitives.Divide(vector, norm, vector);
    }

    private static float PNorm(ReadOnlySpan<float> vector, int p)
    {
        var sum = 0d;
        foreach (var value in vector)
            sum += Math.Pow(Math.Abs(value), p);
        return (float)Math.Pow(sum, 1d / p);
    }
}
