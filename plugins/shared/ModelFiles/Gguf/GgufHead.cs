using System.Buffers;
using System.Text;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// Builds the beginning of a GGUF file of version 3, keys, values and the list of tensors, and says where each tensor's data goes.
/// </summary>
/// <param name="alignment">The data of every tensor begins at a multiple of it, in bytes.</param>
internal sealed class GgufHead(uint alignment = GgufHead.DefaultAlignment)
{
    /// <summary>The alignment of files that name none.</summary>
    public const uint DefaultAlignment = 32;

    private const uint Version = 3;

    private readonly ArrayBufferWriter<byte> _metadata = new();
    private readonly ArrayBufferWriter<byte> _tensors = new();
    private readonly List<long> _offsets = [];
    private long _keys;

    /// <summary>Bytes of all tensors with the padding behind each.</summary>
    public long DataBytes { get; private set; }

    /// <summary>Where the data of the first tensor begins, in bytes.</summary>
    public long DataStart => GgufTensorReader.Align(4 + 4 + 8 + 8 + _metadata.WrittenCount + _tensors.WrittenCount, alignment);

    /// <summary>The size of the whole file in bytes.</summary>
    public long FileBytes => DataStart + DataBytes;

    public void Add(string key, uint value) => Add(key, GgufType.UInt32, writer => writer.Write(value));

    public void Add(string key, float value) => Add(key, GgufType.Float32, writer => writer.Write(value));

    public void Add(string key, bool value) => Add(key, GgufType.Bool, writer => writer.Write(value));

    public void Add(string key, string value) => Add(key, GgufType.Text, writer => Text(writer, value));

    public void Add(string key, IReadOnlyList<string> values) => Add(key, GgufType.Text, values, Text);

    public void Add(string key, IReadOnlyList<float> values) =>
        Add(key, GgufType.Float32, values, (writer, value) => writer.Write(value));

    public void Add(string key, IReadOnlyList<int> values) =>
        Add(key, GgufType.Int32, values, (writer, value) => writer.Write(value));

    public void Add(string key, IReadOnlyList<bool> values) =>
        Add(key, GgufType.Bool, values, (writer, value) => writer.Write(value));

    /// <summary>Adds a key and its value as they lie in another file.</summary>
    public void AddRaw(ReadOnlySpan<byte> pair)
    {
        _metadata.Write(pair);
        _keys++;
    }

    /// <summary>Adds a tensor behind those before it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dimensions">One to four sizes, the contiguous one first.</param>
    /// <param name="type">How its elements are stored.</param>
    public void AddTensor(string name, IReadOnlyList<long> dimensions, GgmlType type)
    {
        Append(_tensors, writer =>
        {
            Text(writer, name);
            writer.Write((uint)dimensions.Count);
            foreach (var dimension in dimensions)
                writer.Write(dimension);
            writer.Write((uint)type.Id);
            writer.Write(DataBytes);
        });
        _offsets.Add(DataBytes);
        var bytes = dimensions.Skip(1).Aggregate(type.RowBytes(dimensions[0]), (product, size) => product * size);
        DataBytes = GgufTensorReader.Align(DataBytes + bytes, alignment);
    }

    /// <summary>Where in the file the data of a tensor goes; known when all tensors are added.</summary>
    public long PositionOf(int tensor) => DataStart + _offsets[tensor];

    /// <summary>The bytes before the data, padded.</summary>
    public byte[] ToArray()
    {
        var head = new ArrayBufferWriter<byte>();
        Append(head, writer =>
        {
            writer.Write("GGUF"u8);
            writer.Write(Version);
            writer.Write((long)_offsets.Count);
            writer.Write(_keys);
        });
        head.Write(_metadata.WrittenSpan);
        head.Write(_tensors.WrittenSpan);
        var padded = new byte[DataStart];
        head.WrittenSpan.CopyTo(padded);
        return padded;
    }

    private static void Append(ArrayBufferWriter<byte> target, Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        write(writer);
        writer.Flush();
        target.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static void Text(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((long)bytes.Length);
        writer.Write(bytes);
    }

    private void Add(string key, GgufType type, Action<BinaryWriter> write)
    {
        Append(_metadata, writer =>
        {
            Text(writer, key);
            writer.Write((uint)type);
            write(writer);
        });
        _keys++;
    }

    private void Add<T>(string key, GgufType type, IReadOnlyList<T> values, Action<BinaryWriter, T> write) =>
        Add(key, GgufType.Array, writer =>
        {
            writer.Write((uint)type);
            writer.Write((long)values.Count);
            foreach (var value in values)
                write(writer, value);
        });
}
