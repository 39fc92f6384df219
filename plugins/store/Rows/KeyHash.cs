using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Store.Rows;

/// <summary>Hashes and compares keys. Two are the same when all their numbers are equal, so -0 is 0; NaN is never in a key.</summary>
internal static class KeyHash
{
    private const int OnStack = 1024;

    /// <summary>The hash of a key.</summary>
    public static uint Of(ReadOnlySpan<float> key)
    {
        if (!HasNegativeZero(key))
            return OfBits(key);
        Span<float> copy = key.Length <= OnStack ? stackalloc float[key.Length] : new float[key.Length];
        // Adding 0 turns -0 into 0 and nothing else into something else.
        for (var i = 0; i < key.Length; i++)
            copy[i] = key[i] + 0f;
        return OfBits(copy);
    }

    /// <summary>Whether two keys of one length are the same.</summary>
    public static bool Same(ReadOnlySpan<float> first, ReadOnlySpan<float> second) => first.SequenceEqual(second);

    /// <summary>The order of keys: by their first different number.</summary>
    public static int Compare(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var same = first.CommonPrefixLength(second);
        return same == first.Length ? 0 : first[same].CompareTo(second[same]);
    }

    private static bool HasNegativeZero(ReadOnlySpan<float> key) => MemoryMarshal.Cast<float, uint>(key).Contains(0x8000_0000u);

    private static uint OfBits(ReadOnlySpan<float> key) => (uint)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(key));
}
