using System.Buffers.Binary;

namespace LocalAI.Plugins.Store.Rows;

/// <summary>
/// The memory of values: chunks that are filled from front to back and never changed where something was written, so that answers
/// can point into them. A chunk goes when all of its values are gone; when more is dead than alive, the living move together.
/// </summary>
internal sealed class ValueHeap
{
    private const int FirstChunk = 64 * 1024;
    private const int LargestChunk = 4 * 1024 * 1024;
    private const int Prefix = sizeof(int);

    // Copied when it changes, for snapshots hold the old one.
    private byte[]?[] _chunks = [];
    private readonly List<int> _living = [];
    private int _end;

    /// <summary>The place of an empty value, which needs no memory.</summary>
    public const long Nothing = -1;

    /// <summary>The chunks, as a snapshot keeps them.</summary>
    public byte[]?[] Chunks => _chunks;

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of values that are in use.</summary>
    public long Living { get; private set; }

    /// <summary>Whether moving the living together is worth it.</summary>
    public bool IsSparse => Bytes > LargestChunk && Living < Bytes / 2;

    /// <summary>Writes a value.</summary>
    /// <returns>Where it is.</returns>
    public long Add(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return Nothing;
        var size = value.Length + Prefix;
        if (_chunks.Length == 0 || _chunks[^1]!.Length - _end < size)
            Open(size);
        var chunk = _chunks[^1]!;
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(_end), value.Length);
        value.CopyTo(chunk.AsSpan(_end + Prefix));
        var place = ((long)(_chunks.Length - 1) << 32) | (uint)_end;
        _end += size;
        _living[^1] += size;
        Living += size;
        return place;
    }

    /// <summary>Gives a value's memory back; snapshots that show it keep it.</summary>
    public void Remove(long place)
    {
        if (place == Nothing)
            return;
        var index = (int)(place >> 32);
        var size = Read(_chunks, place).Length + Prefix;
        _living[index] -= size;
        Living -= size;
        // The last one is still being filled.
        if (_living[index] > 0 || index == _chunks.Length - 1)
            return;
        Bytes -= _chunks[index]!.Length;
        _chunks = [.. _chunks];
        _chunks[index] = null;
    }

    /// <summary>A value.</summary>
    public static ReadOnlyMemory<byte> Read(byte[]?[] chunks, long place)
    {
        if (place == Nothing)
            return default;
        var chunk = chunks[(int)(place >> 32)]!;
        var start = (int)place;
        return chunk.AsMemory(start + Prefix, BinaryPrimitives.ReadInt32LittleEndian(chunk.AsSpan(start)));
    }

    private void Open(int size)
    {
        var length = Math.Max(size, Math.Min(LargestChunk, Math.Max(FirstChunk, (int)Math.Min(Bytes, LargestChunk))));
        _chunks = [.. _chunks, GC.AllocateUninitializedArray<byte>(length)];
        _living.Add(0);
        _end = 0;
        Bytes += length;
    }
}
