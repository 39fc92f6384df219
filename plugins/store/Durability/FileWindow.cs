using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Reads a file from front to back in large pieces, as long as it was when it was opened.</summary>
internal sealed class FileWindow(SafeFileHandle handle, long length)
{
    private const int Least = 1024 * 1024;

    private byte[] _buffer = [];
    private long _start;
    private int _filled;

    /// <summary>Bytes of the file.</summary>
    public long Length => length;

    /// <summary>Bytes that lie in the file, valid until the next are read.</summary>
    /// <exception cref="EndOfStreamException">The file has become shorter.</exception>
    public ReadOnlyMemory<byte> Read(long offset, int count)
    {
        if (offset < _start || offset + count > _start + _filled)
            Fill(offset, count);
        return _buffer.AsMemory((int)(offset - _start), count);
    }

    /// <summary>Whether nothing but zeros is there from an offset to the end.</summary>
    public bool IsZeroFrom(long offset)
    {
        for (; offset < length; offset += Least)
        {
            if (Read(offset, (int)Math.Min(Least, length - offset)).Span.ContainsAnyExcept((byte)0))
                return false;
        }
        return true;
    }

    private void Fill(long offset, int count)
    {
        var wanted = (int)Math.Min(Math.Max(count, Least), length - offset);
        if (_buffer.Length < wanted)
            _buffer = GC.AllocateUninitializedArray<byte>(wanted);
        _start = offset;
        _filled = 0;
        while (_filled < wanted)
        {
            var read = RandomAccess.Read(handle, _buffer.AsSpan(_filled, wanted - _filled), offset + _filled);
            if (read == 0)
                throw new EndOfStreamException();
            _filled += read;
        }
    }
}
