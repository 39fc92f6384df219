using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// What every file begins with: 8 bytes of magic, version, kind (uint32), the file's number, the length of the log before (uint64),
/// the name's length (uint32), the namespace's name in UTF-8, and the XXH3 of all that (uint64), little-endian. It stays like this in
/// later versions, so that each can say what it found.
/// </summary>
/// <param name="Version">The version of what follows.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Previous">In a log, the length of the one before when this was begun; 0 for none.</param>
/// <param name="Name">The namespace.</param>
internal sealed record FileHeader(uint Version, FileKind Kind, ulong Sequence, ulong Previous, string Name)
{
    /// <summary>The version that is written and read.</summary>
    public const uint CurrentVersion = 1;

    /// <summary>No header is longer: a name has at most 200 characters.</summary>
    public const int Longest = Fixed + 800 + sizeof(ulong);

    private const int Fixed = 36;

    private static ReadOnlySpan<byte> Magic => "LAIstore"u8;

    /// <summary>Bytes of the header.</summary>
    public int Length => Fixed + Encoding.UTF8.GetByteCount(Name) + sizeof(ulong);

    /// <summary>The header's bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)Kind);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), Sequence);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), Previous);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(32), (uint)(Length - Fixed - sizeof(ulong)));
        Encoding.UTF8.GetBytes(Name, bytes.AsSpan(Fixed));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Length - sizeof(ulong)), XxHash3.HashToUInt64(bytes.AsSpan(..^8)));
        return bytes;
    }

    /// <summary>Reads a header; null when the bytes do not begin with one.</summary>
    public static FileHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Fixed || !bytes.StartsWith(Magic))
            return null;
        var nameLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[32..]);
        if (nameLength > bytes.Length - Fixed - sizeof(ulong))
            return null;
        var end = Fixed + (int)nameLength;
        if (XxHash3.HashToUInt64(bytes[..end]) != BinaryPrimitives.ReadUInt64LittleEndian(bytes[end..]))
            return null;
        return new FileHeader(
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
            (FileKind)BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]),
            Encoding.UTF8.GetString(bytes[Fixed..end]));
    }
}
