using System.Buffers.Binary;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>
/// Damages the header of a GGUF file: the same seed and number always give the same mutant. Half of the changes are single bytes
/// anywhere, the others aim at lengths, counts and values, where a random byte rarely hits.
/// </summary>
internal sealed class GgufMutator
{
    private static readonly long[] Lengths = [0, 1, 255, 65_536, int.MaxValue, uint.MaxValue, 1L << 40, long.MaxValue, long.MinValue, -1];
    private static readonly uint[] Values = [0, 1, 2, 3, 4, 7, 8, 16, 32, 63, 255, 512, 65_535, 1 << 20, int.MaxValue, 0x80000000, uint.MaxValue, 0x7FC00000];

    private readonly byte[] _header;
    private readonly HeaderMap _map;

    public GgufMutator(byte[] file)
    {
        _map = HeaderMap.Of(file);
        _header = file[.._map.Length];
    }

    /// <summary>The damaged header; the rest of the file stays as it is.</summary>
    public byte[] Mutant(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var header = _header.ToArray();
        for (var changes = random.Next(1, 9); changes > 0; changes--)
            Change(header, random);
        return header;
    }

    private void Change(byte[] header, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(Pick(_map.Lengths, random)), Pick(Lengths, random));
                break;
            case 1 or 2:
                BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(Pick(_map.Values, random)), Pick(Values, random));
                break;
            case 3:
                header[Pick(_map.Types, random)] = (byte)random.Next(48);
                break;
            default:
                header[random.Next(header.Length)] = (byte)random.Next(256);
                break;
        }
    }

    private static T Pick<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];
}
