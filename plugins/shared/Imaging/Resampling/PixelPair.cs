using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LocalAI.Plugins.Imaging.Resampling;

/// <summary>Pixels as floating-point numbers: red, green, blue, unused.</summary>
internal static unsafe class PixelPair
{
    /// <summary>A pixel and, in the upper half, the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(byte* at) =>
        Avx2.IsSupported ? Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(at)) : Portable(at);

    /// <summary>The same on any processor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Portable(byte* at)
    {
        var (first, second) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)at).AsByte()));
        return Vector256.Create(Vector128.ConvertToSingle(first.AsInt32()), Vector128.ConvertToSingle(second.AsInt32()));
    }

    /// <summary>One pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadOne(byte* at) => Vector128.ConvertToSingle(
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)at).AsByte())).AsInt32());

    /// <summary>The bilinear blend of four neighbours.</summary>
    /// <param name="upper">The upper left one; the upper right one follows it.</param>
    /// <param name="lower">The lower left one; the lower right one follows it.</param>
    /// <param name="right">The share of the right ones, 0..1.</param>
    /// <param name="down">The share of the lower ones, 0..1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Blend(byte* upper, byte* lower, float right, Vector256<float> down)
    {
        var top = Load(upper);
        var pair = Vector256.MultiplyAddEstimate(Load(lower) - top, down, top);
        return Vector128.MultiplyAddEstimate(pair.GetUpper() - pair.GetLower(), Vector128.Create(right), pair.GetLower());
    }
}
