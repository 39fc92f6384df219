using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LocalAI.Plugins.Store.Index;

/// <summary>Products of two rows' 8-bit codes, exact in 32 bits.</summary>
internal static unsafe class RowProducts
{
    /// <summary>One row with another; both begin at a multiple of 64 bytes and have a multiple of 64 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Product(sbyte* first, sbyte* second, int length)
    {
        if (Avx512BW.IsSupported)
        {
            var (even, odd) = (Vector512<int>.Zero, Vector512<int>.Zero);
            for (var i = 0; i < length; i += 64)
            {
                even += Avx512BW.MultiplyAddAdjacent(Wide(first + i), Wide(second + i));
                odd += Avx512BW.MultiplyAddAdjacent(Wide(first + i + 32), Wide(second + i + 32));
            }
            return Vector512.Sum(even + odd);
        }
        if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (var i = 0; i < length; i += 16)
                sum += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(first + i), Avx2.ConvertToVector256Int16(second + i));
            return Vector256.Sum(sum);
        }
        return Portable(first, second, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector512<short> Wide(sbyte* codes) => Avx512BW.ConvertToVector512Int16(Vector256.Load(codes));
    }

    /// <summary>The same on any processor.</summary>
    internal static int Portable(sbyte* first, sbyte* second, int length)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            var (lowFirst, highFirst) = Vector128.Widen(Vector128.Load(first + i));
            var (lowSecond, highSecond) = Vector128.Widen(Vector128.Load(second + i));
            // Of two products of 8 bits the sum stays below 2¹⁵ but for -128, which is no code.
            var (low, high) = Vector128.Widen((lowFirst * lowSecond) + (highFirst * highSecond));
            sum += low + high;
        }
        return Vector128.Sum(sum);
    }

    /// <summary>A row's codes in 16 bits, as what others are compared with.</summary>
    public static void Widen(sbyte* codes, short* wide, int length)
    {
        for (var i = 0; i < length; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(codes + i));
            low.Store(wide + i);
            high.Store(wide + i + 8);
        }
    }
}
