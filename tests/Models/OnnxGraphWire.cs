using System.Text;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>Writes fields of a protobuf message.</summary>
internal sealed class OnnxGraphWire
{
    private readonly List<byte> _bytes = [];

    public OnnxGraphWire Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public OnnxGraphWire Single(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public OnnxGraphWire Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public OnnxGraphWire Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public OnnxGraphWire Message(int field, OnnxGraphWire message) => Bytes(field, message.ToArray());

    public OnnxGraphWire Messages(int field, IEnumerable<OnnxGraphWire> messages)
    {
        foreach (var message in messages)
            Message(field, message);
        return this;
    }

    /// <summary>A length of more bytes than follow.</summary>
    public OnnxGraphWire Promise(int field, long length)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)length);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
