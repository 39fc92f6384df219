using System.Text;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>Writes GGUF files for tests, right or wrong: whatever it is told.</summary>
internal sealed class GgufWriter
{
    private readonly List<(string Key, Action<BinaryWriter> Value)> _values = [];
    private readonly List<(string Name, uint Type, long[] Dimensions, long Offset)> _tensors = [];
    private readonly List<(long Offset, float[] Values)> _data = [];
    private long _dataLength;

    public string Magic { get; set; } = "GGUF";

    public uint Version { get; set; } = 3;

    public int Alignment { get; set; } = 32;

    public long? KeyCount { get; set; }

    public long? TensorCount { get; set; }

    /// <summary>Bytes that are left out at the end.</summary>
    public int CutOff { get; set; }

    public GgufWriter Remove(string key)
    {
        _values.RemoveAll(value => value.Key == key);
        return this;
    }

    public GgufWriter Raw(string key, Action<BinaryWriter> value)
    {
        var index = _values.FindIndex(known => known.Key == key);
        if (index >= 0)
            _values[index] = (key, value);
        else
            _values.Add((key, value));
        return this;
    }

    public GgufWriter AddTwice(string key)
    {
        _values.Add(_values.Single(value => value.Key == key));
        return this;
    }

    public GgufWriter Set(string key, uint value) => Raw(key, writer => Write(writer, GgufType.UInt32, value));

    public GgufWriter SetUInt16(string key, ushort value) => Raw(key, writer =>
    {
        writer.Write((uint)GgufType.UInt16);
        writer.Write(value);
    });

    public GgufWriter Set(string key, float value) => Raw(key, writer =>
    {
        writer.Write((uint)GgufType.Float32);
        writer.Write(value);
    });

    public GgufWriter Set(string key, bool value) => Raw(key, writer =>
    {
        writer.Write((uint)GgufType.Bool);
        writer.Write(value);
    });

    public GgufWriter Set(string key, string value) => Raw(key, writer =>
    {
        writer.Write((uint)GgufType.Text);
        WriteText(writer, value);
    });

    public GgufWriter Set(string key, string[] values) => Raw(key, writer =>
    {
        WriteArray(writer, GgufType.Text, values.Length);
        foreach (var value in values)
            WriteText(writer, value);
    });

    public GgufWriter Set(string key, float[] values) => Raw(key, writer =>
    {
        WriteArray(writer, GgufType.Float32, values.Length);
        foreach (var value in values)
            writer.Write(value);
    });

    public GgufWriter Set(string key, int[] values) => Raw(key, writer =>
    {
        WriteArray(writer, GgufType.Int32, values.Length);
        foreach (var value in values)
            writer.Write(value);
    });

    /// <summary>Adds a tensor after the others, with zeros as its data.</summary>
    public GgufWriter Tensor(string name, uint type, long[] dimensions, long? bytes = null, long? offset = null)
    {
        _tensors.Add((name, type, dimensions, offset ?? _dataLength));
        _dataLength = Pad(_dataLength + (bytes ?? (dimensions.Aggregate(1L, (product, size) => product * size) * 4)));
        return this;
    }

    /// <summary>Adds a tensor of 32-bit floats after the others.</summary>
    public GgufWriter Tensor(string name, long[] dimensions, float[] data)
    {
        _data.Add((_dataLength, data));
        return Tensor(name, type: 0, dimensions);
    }

    public GgufWriter ClearTensors()
    {
        _tensors.Clear();
        _data.Clear();
        _dataLength = 0;
        return this;
    }

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Encoding.ASCII.GetBytes(Magic));
        writer.Write(Version);
        writer.Write(TensorCount ?? _tensors.Count);
        writer.Write(KeyCount ?? _values.Count);
        foreach (var (key, value) in _values)
        {
            WriteText(writer, key);
            value(writer);
        }
        foreach (var (name, type, dimensions, offset) in _tensors)
        {
            WriteText(writer, name);
            writer.Write(dimensions.Length);
            foreach (var dimension in dimensions)
                writer.Write(dimension);
            writer.Write(type);
            writer.Write(offset);
        }
        var start = Pad(stream.Length);
        stream.SetLength(start + _dataLength - CutOff);
        foreach (var (offset, values) in _data)
        {
            stream.Position = start + offset;
            foreach (var value in values)
                writer.Write(value);
        }
        writer.Flush();
        return stream.ToArray();
    }

    public static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    public static void WriteArray(BinaryWriter writer, GgufType type, long count)
    {
        writer.Write((uint)GgufType.Array);
        writer.Write((uint)type);
        writer.Write(count);
    }

    private static void Write(BinaryWriter writer, GgufType type, uint value)
    {
        writer.Write((uint)type);
        writer.Write(value);
    }

    private long Pad(long length) => (length + Alignment - 1) / Alignment * Alignment;
}
