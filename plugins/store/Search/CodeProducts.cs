using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LocalAI.Plugins.Store.Search;

/// <summary>
/// Products of 16-bit queries with rows of 8-bit codes, exact in 32 bits: the sum over a query's magnitudes times 127 must be below 2³¹.
/// Rows and queries begin at multiples of 64 bytes and have a multiple of 64 numbers. Loops of this kind are compiled for speed at
/// once (AggressiveOptimization): what the runtime would learn about them first is known.
/// </summary>
internal static unsafe class CodeProducts
{
    // As far as codes must be fetched ahead for a core to read memory as fast as it can.
    private const int FetchAhead = 2048;

    /// <summary>One query with rows that lie one after the other: as fast as memory gives them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneQuery(short* query, sbyte* codes, int stride, int rows, int* products)
    {
        for (var row = 0; row < rows; row++)
        {
            var start = codes + ((nint)row * stride);
            if (Sse.IsSupported)
            {
                for (var i = 0; i < stride; i += 64)
                    Sse.Prefetch0(start + FetchAhead + i);
            }
            products[row] = Product(query, start, stride);
        }
    }

    /// <summary>Four queries with rows that lie one after the other; each row's codes are read once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourQueries(short** queries, sbyte* codes, int stride, int rows, int** products)
    {
        for (var row = 0; row < rows; row++)
        {
            var sums = FourProducts(queries, codes + ((nint)row * stride), stride);
            products[0][row] = sums[0];
            products[1][row] = sums[1];
            products[2][row] = sums[2];
            products[3][row] = sums[3];
        }
    }

    /// <summary>One query with one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Product(short* query, sbyte* row, int length)
    {
        if (Avx512BW.IsSupported)
        {
            var (even, odd) = (Vector512<int>.Zero, Vector512<int>.Zero);
            for (var i = 0; i < length; i += 64)
            {
                even += Avx512BW.MultiplyAddAdjacent(
                    Vector512.Load(query + i), Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i)));
                odd += Avx512BW.MultiplyAddAdjacent(
                    Vector512.Load(query + i + 32), Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i + 32)));
            }
            return Vector512.Sum(even + odd);
        }
        if (Avx2.IsSupported)
        {
            var sum = Vector256<int>.Zero;
            for (var i = 0; i < length; i += 16)
                sum += Avx2.MultiplyAddAdjacent(Vector256.Load(query + i), Avx2.ConvertToVector256Int16(row + i));
            return Vector256.Sum(sum);
        }
        return Portable(query, row, length);
    }

    /// <summary>The same on any processor.</summary>
    internal static int Portable(short* query, sbyte* row, int length)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < length; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(row + i));
            sum += Products(Vector128.Load(query + i), low) + Products(Vector128.Load(query + i + 8), high);
        }
        return Vector128.Sum(sum);

        static Vector128<int> Products(Vector128<short> query, Vector128<short> codes)
        {
            var (firstQuery, secondQuery) = Vector128.Widen(query);
            var (firstCodes, secondCodes) = Vector128.Widen(codes);
            return (firstQuery * firstCodes) + (secondQuery * secondCodes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> FourProducts(short** queries, sbyte* row, int length)
    {
        if (Avx512BW.IsSupported)
        {
            short* first = queries[0], second = queries[1], third = queries[2], fourth = queries[3];
            var (a, b, c, d) = (Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero, Vector512<int>.Zero);
            for (var i = 0; i < length; i += 32)
            {
                var codes = Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i));
                a += Avx512BW.MultiplyAddAdjacent(codes, Vector512.Load(first + i));
                b += Avx512BW.MultiplyAddAdjacent(codes, Vector512.Load(second + i));
                c += Avx512BW.MultiplyAddAdjacent(codes, Vector512.Load(third + i));
                d += Avx512BW.MultiplyAddAdjacent(codes, Vector512.Load(fourth + i));
            }
            return Vector128.Create(Vector512.Sum(a), Vector512.Sum(b), Vector512.Sum(c), Vector512.Sum(d));
        }
        return Vector128.Create(
            Product(queries[0], row, length), Product(queries[1], row, length),
            Product(queries[2], row, length), Product(queries[3], row, length));
    }
}
