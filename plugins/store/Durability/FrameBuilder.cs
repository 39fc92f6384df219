using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>Builds one frame after another in memory that it keeps.</summary>
internal sealed class FrameBuilder
{
    // What is kept between two frames; a larger one is the exception.
    private const int MostKept = 8 * 1024 * 1024;

    private byte[] _buffer = [];
    private FrameKind _kind;
    private int _dimension;
    private int _length;
    private int _key;
    private int _valueLength;
    private int _value;

    /// <summary>Begins a frame.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="dimension">Numbers of each key.</param>
    /// <param name="count">How many keys will be added, or that the snapshot has.</param>
    /// <param name="valueBytes">Bytes of their values together.</param>
    /// <exception cref="EngineException">It would be larger than a frame may be.</exception>
    public void Begin(FrameKind kind, int dimension, int count, long valueBytes)
    {
        var keyBytes = kind == FrameKind.End ? 0 : (long)count * dimension * sizeof(float);
        var lengthBytes = kind == FrameKind.Set ? (long)count * sizeof(uint) : 0;
        var payload = FrameFormat.PayloadStart + keyBytes + lengthBytes + valueBytes;
        if (payload > FrameFormat.MostPayload)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The call has {payload} bytes of keys and values; send at most {FrameFormat.MostPayload} in one.");
        }
        _kind = kind;
        _dimension = dimension;
        _length = FrameFormat.HeaderSize + (int)payload + FrameFormat.TrailerSize;
        if (_buffer.Length < _length || (_buffer.Length > MostKept && _length <= MostKept))
            _buffer = GC.AllocateUninitializedArray<byte>(_length);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(FrameFormat.HeaderSize), (uint)dimension);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(FrameFormat.HeaderSize + 4), (uint)count);
        _key = FrameFormat.HeaderSize + FrameFormat.PayloadStart;
        _valueLength = _key + (int)keyBytes;
        _value = _valueLength + (int)lengthBytes;
    }

    /// <summary>Adds a key.</summary>
    public void Add(ReadOnlySpan<float> key)
    {
        var bytes = MemoryMarshal.AsBytes(key);
        bytes.CopyTo(_buffer.AsSpan(_key));
        _key += bytes.Length;
    }

    /// <summary>Adds a key with its value.</summary>
    public void Add(ReadOnlySpan<float> key, ReadOnlySpan<byte> value)
    {
        Add(key);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_valueLength), (uint)value.Length);
        _valueLength += sizeof(uint);
        value.CopyTo(_buffer.AsSpan(_value));
        _value += value.Length;
    }

    /// <summary>A key that was added.</summary>
    public ReadOnlySpan<float> Key(int index) => MemoryMarshal.Cast<byte, float>(_buffer.AsSpan(
        FrameFormat.HeaderSize + FrameFormat.PayloadStart + (index * _dimension * sizeof(float)), _dimension * sizeof(float)));

    /// <summary>Bytes from the frame's beginning that will not change any more, once its header is written.</summary>
    public int Ready => _key;

    /// <summary>Bytes of the whole frame.</summary>
    public int Length => _length;

    /// <summary>The frame as it is so far, until the next is begun.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Writes the header, which needs nothing of what is added.</summary>
    /// <param name="seed">What the frame's place in a file gives.</param>
    public void WriteHeader(long seed) => FrameFormat.WriteHeader(_buffer.AsSpan(0, _length), _kind, seed);

    /// <summary>Writes the trailer.</summary>
    /// <param name="sum">The checksum of the payload.</param>
    public void WriteTrailer(ulong sum) =>
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length - FrameFormat.TrailerSize), sum);
}
