using System.Buffers.Binary;
using System.Text;
using LocalAI.Plugins.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// Reads the little-endian values of a GGUF header through one small buffer. Every length is compared with what is left of the
/// file before anything is read or allocated, so that memory stays bounded whatever the header claims.
/// </summary>
internal sealed class GgufReader(SafeFileHandle handle, GgufFault fault)
{
    private const int BufferSize = 32 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _next;
    private int _filled;
    private long _fileOffset;

    /// <summary>The file's size in bytes.</summary>
    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <summary>Where the next value is read.</summary>
    public long Position => _fileOffset - _filled + _next;

    /// <summary>Bytes from here to the end of the file.</summary>
    public long Left => Length - Position;

    /// <summary>What is being read, for the message when the file ends there.</summary>
    public string Reading { get; set; } = "the header";

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A scalar's bits, sign-extended for signed integers.</summary>
    public long ReadScalar(GgufType type) => type switch
    {
        GgufType.UInt8 => Take(1)[0],
        GgufType.Int8 => (sbyte)Take(1)[0],
        GgufType.Bool => Take(1)[0] != 0 ? 1 : 0,
        GgufType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(Take(2)),
        GgufType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(Take(2)),
        GgufType.UInt32 => ReadUInt32(),
        GgufType.Int32 or GgufType.Float32 => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
        _ => ReadInt64(),
    };

    /// <summary>A length or count, which the rest of the file must be able to hold.</summary>
    public long ReadCount(string what, long bytesEach = 1)
    {
        var count = ReadInt64();
        if (count < 0 || count > Left / bytesEach)
            throw fault.Refuse($"{what} is {(ulong)count:N0}, but only {Left:N0} bytes of the file are left");
        return count;
    }

    /// <summary>The bytes of a text, valid until the next read; at most <paramref name="longest"/> of them.</summary>
    public ReadOnlySpan<byte> ReadText(string what, int longest)
    {
        var length = ReadCount($"the length of {what}");
        if (length > longest)
            throw fault.Refuse($"{what} is {length:N0} bytes long; at most {longest:N0} are expected");
        return Take((int)length);
    }

    /// <summary>A key or tensor name: 1 to <paramref name="longest"/> printable ASCII characters.</summary>
    public string ReadName(string what, int longest)
    {
        var bytes = ReadText(what, longest);
        if (bytes.IsEmpty)
            throw fault.Refuse($"{what} is empty");
        if (bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            throw fault.Refuse($"{what} is {GgufFault.Quote(Encoding.Latin1.GetString(bytes))}; expected printable ASCII");
        return Encoding.ASCII.GetString(bytes);
    }

    /// <summary>Passes over bytes without reading them.</summary>
    public void Skip(long count)
    {
        if (count > Left)
            throw EndsInside();
        if (count <= _filled - _next)
        {
            _next += (int)count;
            return;
        }
        _fileOffset = Position + count;
        _next = _filled = 0;
    }

    /// <summary>The next bytes, valid until the next read; at most the 32 KiB of the buffer.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _filled - _next)
            Fill(count);
        _next += count;
        return _buffer.AsSpan(_next - count, count);
    }

    private void Fill(int count)
    {
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        (_filled, _next) = (_filled - _next, 0);
        while (_filled < count)
        {
            var read = RandomAccess.Read(handle, _buffer.AsSpan(_filled), _fileOffset);
            if (read == 0)
                throw EndsInside();
            _filled += read;
            _fileOffset += read;
        }
    }

    private EngineException EndsInside() =>
        fault.Refuse($"the file ends at byte {Length:N0} inside {Reading}, so it is cut off", "download it again");
}
