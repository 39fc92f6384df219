using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LocalAI.Plugins.Store.Search;

/// <summary>
/// The similarity that answers give: the cosine of query and key, dot / (|query| · |key|). Products of float32 numbers are exact in
/// double, are summed there in an order that is the same on every processor, and the result is rounded to float32 once and kept
/// within [-1, 1]. A vector of length 0 is similar to nothing: 0.
/// </summary>
internal static class Cosine
{
    /// <summary>The similarity of two vectors whose norms are known.</summary>
    public static float Of(ReadOnlySpan<float> query, double queryNorm, ReadOnlySpan<float> key, double keyNorm)
    {
        var norms = queryNorm * keyNorm;
        return norms == 0 ? 0 : (float)Math.Clamp(Dot(query, key) / norms, -1, 1);
    }

    /// <summary>The dot product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var (even, odd) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var index = 0;
        for (; index <= first.Length - Vector512<float>.Count; index += Vector512<float>.Count)
        {
            var (lowFirst, highFirst) = Vector512.Widen(Vector512.Create(first.Slice(index, Vector512<float>.Count)));
            var (lowSecond, highSecond) = Vector512.Widen(Vector512.Create(second.Slice(index, Vector512<float>.Count)));
            even = Vector512.FusedMultiplyAdd(lowFirst, lowSecond, even);
            odd = Vector512.FusedMultiplyAdd(highFirst, highSecond, odd);
        }
        var sum = Vector512.Sum(even + odd);
        for (; index < first.Length; index++)
            sum += (double)first[index] * second[index];
        return sum;
    }
}
