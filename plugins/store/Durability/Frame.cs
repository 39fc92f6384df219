using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>A frame that was read; it points into the reader's memory and is valid until the next is read.</summary>
internal readonly struct Frame
{
    private readonly ReadOnlyMemory<byte> _keys;
    private readonly ReadOnlyMemory<byte> _lengths;

    private Frame(
        FrameKind kind, uint dimension, uint count, ReadOnlyMemory<byte> keys, ReadOnlyMemory<byte> lengths, ReadOnlyMemory<byte> values)
    {
        Kind = kind;
        Dimension = (int)dimension;
        Count = (int)count;
        _keys = keys;
        _lengths = lengths;
        Values = values;
    }

    /// <summary>What it says.</summary>
    public FrameKind Kind { get; }

    /// <summary>Numbers of each key.</summary>
    public int Dimension { get; }

    /// <summary>How many keys it has; in the end of a snapshot, how many that has.</summary>
    public int Count { get; }

    /// <summary>The values, one after another.</summary>
    public ReadOnlyMemory<byte> Values { get; }

    /// <summary>A key.</summary>
    public ReadOnlySpan<float> Key(int index) =>
        MemoryMarshal.Cast<byte, float>(_keys.Span.Slice(index * Dimension * sizeof(float), Dimension * sizeof(float)));

    /// <summary>The length of a value.</summary>
    public int ValueLength(int index) => BinaryPrimitives.ReadInt32LittleEndian(_lengths.Span[(index * sizeof(int))..]);

    /// <summary>Takes a payload apart; false when its numbers do not fit each other.</summary>
    public static bool TryRead(FrameKind kind, ReadOnlyMemory<byte> payload, out Frame frame)
    {
        frame = default;
        if (payload.Length < FrameFormat.PayloadStart)
            return false;
        var dimension = BinaryPrimitives.ReadUInt32LittleEndian(payload.Span);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(payload.Span[4..]);
        var rest = payload[FrameFormat.PayloadStart..];
        if (dimension > RowLayout.LargestDimension || count > int.MaxValue)
            return false;
        if (kind == FrameKind.End)
        {
            frame = new Frame(kind, dimension, count, default, default, default);
            return rest.IsEmpty;
        }

        if (dimension == 0 || count == 0 || kind is not (FrameKind.Set or FrameKind.Delete))
            return false;
        var keyBytes = (long)count * dimension * sizeof(float);
        var lengthBytes = kind == FrameKind.Set ? (long)count * sizeof(uint) : 0;
        if (keyBytes + lengthBytes > rest.Length)
            return false;
        var lengths = rest.Slice((int)keyBytes, (int)lengthBytes);
        var values = rest[(int)(keyBytes + lengthBytes)..];
        frame = new Frame(kind, dimension, count, rest[..(int)keyBytes], lengths, values);
        long valueBytes = 0;
        foreach (var length in MemoryMarshal.Cast<byte, uint>(lengths.Span))
            valueBytes += length;
        return valueBytes == values.Length;
    }
}
