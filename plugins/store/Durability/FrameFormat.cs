using System.Buffers.Binary;
using System.IO.Hashing;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// How a frame lies in a file: the payload's length and the kind (uint32), the XXH3 of both (uint64), the payload, and its XXH3
/// (uint64), little-endian. The checksums begin with the frame's place, so that one that got elsewhere is found out. The payload is
/// dimension and count (uint32), the keys (float32), and of a set the values' lengths (uint32) and the values.
/// </summary>
internal static class FrameFormat
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderSize = 16;

    /// <summary>Bytes after the payload.</summary>
    public const int TrailerSize = sizeof(ulong);

    /// <summary>Bytes of the payload before the keys.</summary>
    public const int PayloadStart = 8;

    /// <summary>The most bytes of a payload.</summary>
    public const int MostPayload = 1 << 30;

    /// <summary>What the checksums of a frame begin with.</summary>
    public static long SeedOf(FileKind kind, ulong sequence, long offset) =>
        unchecked(((long)kind << 60) ^ ((long)sequence << 40) ^ offset);

    /// <summary>Writes a frame's header.</summary>
    public static void WriteHeader(Span<byte> frame, FrameKind kind, long seed)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(frame.Length - HeaderSize - TrailerSize));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], (uint)kind);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], HeaderSum(frame, seed));
    }

    /// <summary>The checksum of a frame's payload.</summary>
    public static ulong Sum(ReadOnlySpan<byte> payload, long seed) => XxHash3.HashToUInt64(payload, seed);

    /// <summary>Whether 16 bytes are a frame's header.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> header, long seed, out int payload, out FrameKind kind)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        kind = (FrameKind)BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        payload = (int)Math.Min(length, MostPayload);
        return length <= MostPayload && BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) == HeaderSum(header, seed);
    }

    private static ulong HeaderSum(ReadOnlySpan<byte> header, long seed) => XxHash3.HashToUInt64(header[..8], seed);
}
