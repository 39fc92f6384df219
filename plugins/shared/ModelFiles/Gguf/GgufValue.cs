namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// A metadata value. Scalars and short texts are kept; of an array only its type, length and place, and the numbers of a short
/// one.
/// </summary>
internal sealed record GgufValue(GgufType Type)
{
    /// <summary>Longest text that is kept, in bytes.</summary>
    public const int LongestText = 1024;

    /// <summary>Most integers of an array that are kept: one per layer, and llama.cpp knows at most 512 layers.</summary>
    public const int LongestArray = 512;

    /// <summary>The bits of a scalar, sign-extended for signed integers.</summary>
    public long Bits { get; init; }

    /// <summary>The text up to its first NUL, as llama.cpp sees it; null for other types and for long texts.</summary>
    public string? Text { get; init; }

    /// <summary>The type of an array's elements.</summary>
    public GgufType ElementType { get; init; }

    /// <summary>The elements of an array, or the bytes of a text.</summary>
    public long Count { get; init; }

    /// <summary>Where the elements or the text start in the file.</summary>
    public long Offset { get; init; }

    /// <summary>Where the key and the value lie in the file, from the first byte of the key to the one after the value.</summary>
    public (long Start, long End) Extent { get; init; }

    /// <summary>The elements of a short array of integers or booleans; null for other arrays.</summary>
    public IReadOnlyList<long>? Elements { get; init; }

    /// <summary>The value as a floating-point number.</summary>
    public double Number => Type switch
    {
        GgufType.Float32 => BitConverter.Int32BitsToSingle((int)Bits),
        GgufType.Float64 => BitConverter.Int64BitsToDouble(Bits),
        GgufType.UInt64 => (ulong)Bits,
        _ => Bits,
    };

    /// <summary>The type as the format names it: <c>u32</c>, <c>arr[i32, 5]</c>.</summary>
    public string TypeName => Type == GgufType.Array ? $"arr[{ElementType.Name()}, {Count}]" : Type.Name();
}
