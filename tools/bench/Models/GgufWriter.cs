using System.Text;

namespace LocalAI.Plugins.Bench.Models;

/// <summary>Writes a GGUF file of version 3: metadata, the list of tensors, then their data, aligned.</summary>
internal sealed class GgufWriter
{
    private const uint Magic = 0x46554747;
    private const uint Version = 3;
    private const int Alignment = 32;
    private const uint UInt32Type = 4;
    private const uint Int32Type = 5;
    private const uint Float32Type = 6;
    private const uint BooleanType = 7;
    private const uint StringType = 8;
    private const uint ArrayType = 9;

    private readonly List<Action<BinaryWriter>> _metadata = [];
    private readonly List<GgufTensor> _tensors = [];

    public void Add(string key, uint value) => Add(key, UInt32Type, writer => writer.Write(value));

    public void Add(string key, float value) => Add(key, Float32Type, writer => writer.Write(value));

    public void Add(string key, bool value) => Add(key, BooleanType, writer => writer.Write(value));

    public void Add(string key, string value) => Add(key, StringType, writer => Text(writer, value));

    public void Add(string key, IReadOnlyList<string> values) => Add(key, StringType, values, Text);

    public void Add(string key, IReadOnlyList<float> values) =>
        Add(key, Float32Type, values, (writer, value) => writer.Write(value));

    public void Add(string key, IReadOnlyList<int> values) =>
        Add(key, Int32Type, values, (writer, value) => writer.Write(value));

    public void Add(GgufTensor tensor) => _tensors.Add(tensor);

    public void Write(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        foreach (var entry in _metadata)
            entry(writer);

        var offset = 0L;
        foreach (var tensor in _tensors)
        {
            Describe(writer, tensor, offset);
            offset = Aligned(offset + tensor.Bytes);
        }
        foreach (var tensor in _tensors)
        {
            Pad(writer);
            writer.Write(tensor.Data());
        }
        Pad(writer);
    }

    private static void Describe(BinaryWriter writer, GgufTensor tensor, long offset)
    {
        Text(writer, tensor.Name);
        writer.Write((uint)tensor.Shape.Count);
        foreach (var length in tensor.Shape)
            writer.Write((ulong)length);
        writer.Write(tensor.Type);
        writer.Write((ulong)offset);
    }

    private static void Pad(BinaryWriter writer)
    {
        var position = writer.BaseStream.Position;
        writer.Write(new byte[Aligned(position) - position]);
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private void Add(string key, uint type, Action<BinaryWriter> write) => _metadata.Add(writer =>
    {
        Text(writer, key);
        writer.Write(type);
        write(writer);
    });

    private void Add<T>(string key, uint type, IReadOnlyList<T> values, Action<BinaryWriter, T> write) =>
        Add(key, ArrayType, writer =>
        {
            writer.Write(type);
            writer.Write((ulong)values.Count);
            foreach (var value in values)
                write(writer, value);
        });
}
