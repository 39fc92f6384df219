using System.Buffers.Binary;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>Where the fields of a well-formed GGUF header lie.</summary>
internal sealed class HeaderMap
{
    private readonly byte[] _file;
    private readonly List<int> _lengths = [8, 16];
    private readonly List<int> _values = [];
    private readonly List<int> _types = [];
    private int _position = 24;

    private HeaderMap(byte[] file) => _file = file;

    /// <summary>Bytes up to the last tensor's description.</summary>
    public int Length => _position;

    /// <summary>The 64-bit counts, lengths, dimensions and offsets.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    /// <summary>The 32-bit values.</summary>
    public IReadOnlyList<int> Values => _values;

    /// <summary>The numbers of value and tensor types.</summary>
    public IReadOnlyList<int> Types => _types;

    public static HeaderMap Of(byte[] file)
    {
        var map = new HeaderMap(file);
        var tensors = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(8));
        var keys = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16));
        for (var i = 0; i < keys; i++)
        {
            map.PassText();
            map.PassValue(map.Type());
        }
        for (var i = 0; i < tensors; i++)
            map.PassTensor();
        return map;
    }

    private void PassTensor()
    {
        PassText();
        var dimensions = BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(_position));
        _types.Add(_position);
        _position += 4;
        for (var i = 0; i < dimensions; i++)
            Length64();
        Type();
        Length64();
    }

    private void PassValue(int type)
    {
        if (type == 8)
            PassText();
        else if (type == 9)
            PassArray(Type(), Length64());
        else
            PassScalar(type);
    }

    private void PassArray(int type, long count)
    {
        for (var i = 0L; i < count; i++)
            PassValue(type);
    }

    private void PassScalar(int type)
    {
        var size = type switch { 0 or 1 or 7 => 1, 2 or 3 => 2, 10 or 11 or 12 => 8, _ => 4 };
        if (size == 4)
            _values.Add(_position);
        _position += size;
    }

    private void PassText()
    {
        var length = Length64();
        _position += (int)length;
    }

    private int Type()
    {
        _types.Add(_position);
        _position += 4;
        return _file[_position - 4];
    }

    private long Length64()
    {
        _lengths.Add(_position);
        _position += 8;
        return BinaryPrimitives.ReadInt64LittleEndian(_file.AsSpan(_position - 8));
    }
}
