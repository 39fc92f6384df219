using System.Buffers.Binary;

namespace LocalAI.CommandLine.Stores.Npy;

/// <summary>The kinds of numbers that become float32: little-endian floats of 2, 4 and 8 bytes.</summary>
/// <param name="Name">NumPy's name of the type in a header.</param>
/// <param name="Size">Bytes of a number.</param>
internal sealed record NpyNumber(string Name, int Size)
{
    /// <summary>What this tool writes.</summary>
    public static NpyNumber Single { get; } = new("<f4", sizeof(float));

    private static readonly NpyNumber[] All = [new("<f2", 2), Single, new("<f8", sizeof(double))];

    /// <summary>The kind of a name; null when there is none.</summary>
    public static NpyNumber? Find(string name) => Array.Find(All, number => number.Name == name);

    /// <summary>Reads a row.</summary>
    public void Read(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            var place = bytes.Slice(i * Size, Size);
            numbers[i] = Size switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(place),
                sizeof(float) => BinaryPrimitives.ReadSingleLittleEndian(place),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(place),
            };
        }
    }
}
