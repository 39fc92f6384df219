using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// Writes a key's 8-bit codes. With δ = max|x| / 127 the code of x is round(x / δ), and the key's direction x/|x| is code · (δ/|x|)
/// plus a rest, whose length is kept: by the inequality of Cauchy and Schwarz no product with the rest is larger than that.
/// </summary>
internal static unsafe class RowCoder
{
    private const int Steps = 127;

    // More than what float arithmetic can lose of the rest: its sum of squares has relative errors below 65,536 · 2⁻²⁴, about 0.004.
    private const double RestSlack = 1.01;

    // Beyond this, squares of the rest leave the range of floats.
    private const float Smallest = 1e-10f;
    private const float Largest = 1e10f;

    /// <summary>The Euclidean norm and the largest magnitude of a key; not finite when one of its numbers is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Norm, float Largest) Measure(ReadOnlySpan<float> key)
    {
        var squares = Vector512<double>.Zero;
        var largest = Vector512<float>.Zero;
        var index = 0;
        for (; index <= key.Length - Vector512<float>.Count; index += Vector512<float>.Count)
        {
            var x = Vector512.Create(key.Slice(index, Vector512<float>.Count));
            var (low, high) = Vector512.Widen(x);
            squares = Vector512.FusedMultiplyAdd(low, low, squares);
            squares = Vector512.FusedMultiplyAdd(high, high, squares);
            largest = Vector512.MaxNative(largest, Vector512.Abs(x));
        }
        var sum = Vector512.Sum(squares);
        var most = 0f;
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
            most = MathF.Max(most, largest[lane]);
        for (; index < key.Length; index++)
        {
            sum += (double)key[index] * key[index];
            most = MathF.Max(most, MathF.Abs(key[index]));
        }
        return (Math.Sqrt(sum), most);
    }

    /// <summary>Writes the codes of a key into a row.</summary>
    /// <param name="key">Finite numbers.</param>
    /// <param name="norm">Their norm.</param>
    /// <param name="largest">Their largest magnitude.</param>
    /// <param name="codes">A row of codes; what is beyond the key becomes 0.</param>
    /// <returns>The scale of the codes and the bound of the rest, both of the key divided by its norm.</returns>
    public static (float Scale, float Residual) Encode(ReadOnlySpan<float> key, double norm, float largest, Span<sbyte> codes)
    {
        codes[key.Length..].Clear();
        if (largest == 0)
        {
            codes.Clear();
            return (0, 0);
        }
        if (largest is < Smallest or > Largest)
        {
            // As rare as such numbers are in vectors: the same after they are brought near 1.
            var scaled = new float[key.Length];
            for (var i = 0; i < key.Length; i++)
                scaled[i] = (float)((double)key[i] / largest);
            var (scaledNorm, one) = Measure(scaled);
            return Encode(scaled, scaledNorm, one, codes);
        }

        var step = largest / Steps;
        var rest = Encode(key, step, codes);
        return ((float)(step / norm), (float)(Math.Sqrt(rest) / norm * RestSlack));
    }

    /// <returns>The sum of the squares of key - code · step.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Encode(ReadOnlySpan<float> key, float step, Span<sbyte> codes)
    {
        var perStep = Vector512.Create(1 / step);
        var negative = Vector512.Create(-step);
        var squares = Vector512<float>.Zero;
        var index = 0;
        for (; index <= key.Length - 64; index += 64)
        {
            var first = Code(key.Slice(index, 16), perStep, negative, ref squares);
            var second = Code(key.Slice(index + 16, 16), perStep, negative, ref squares);
            var third = Code(key.Slice(index + 32, 16), perStep, negative, ref squares);
            var fourth = Code(key.Slice(index + 48, 16), perStep, negative, ref squares);
            Vector512.Narrow(Vector512.Narrow(first, second), Vector512.Narrow(third, fourth)).CopyTo(codes[index..]);
        }
        var sum = (double)Vector512.Sum(squares);
        for (; index < key.Length; index++)
        {
            var code = MathF.Round(key[index] * (1 / step));
            codes[index] = (sbyte)code;
            var rest = key[index] - ((double)code * step);
            sum += rest * rest;
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Code(
        ReadOnlySpan<float> key, Vector512<float> perStep, Vector512<float> negativeStep, ref Vector512<float> squares)
    {
        var x = Vector512.Create(key);
        var code = Vector512.Round(x * perStep);
        var rest = Vector512.FusedMultiplyAdd(code, negativeStep, x);
        squares = Vector512.FusedMultiplyAdd(rest, rest, squares);
        return Vector512.ConvertToInt32(code);
    }
}
