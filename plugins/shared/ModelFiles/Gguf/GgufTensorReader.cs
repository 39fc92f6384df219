using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>Reads the list of tensors and checks that their data lies in the file where llama.cpp will look for it.</summary>
internal sealed class GgufTensorReader(GgufReader reader, GgufFault fault)
{
    private const int LongestName = 63;

    /// <summary>Reads <paramref name="count"/> tensors.</summary>
    public IReadOnlyList<GgufTensor> Read(long count, uint alignment)
    {
        var tensors = new List<GgufTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var expected = 0L;
        for (var i = 0L; i < count; i++)
        {
            reader.Reading = $"the description of tensor {i}";
            var tensor = ReadTensor(i);
            if (!names.Add(tensor.Name))
                throw fault.Refuse($"the tensor name {GgufFault.Quote(tensor.Name)} occurs twice");
            if (tensor.Offset != expected)
                throw fault.Refuse(
                    $"tensor {GgufFault.Quote(tensor.Name)} starts at offset {tensor.Offset:N0} of the data; expected "
                    + $"{expected:N0}");
            // Both are below the file's size or refused here, so the sum cannot overflow.
            if (tensor.Bytes > reader.Length - expected)
                throw CutOff(tensor.Name, (decimal)expected + tensor.Bytes);
            expected = Align(expected + tensor.Bytes, alignment);
            tensors.Add(tensor);
        }
        var data = Align(reader.Position, alignment);
        if (tensors.LastOrDefault(tensor => tensor.Bytes > reader.Length - data - tensor.Offset) is { } beyond)
            throw CutOff(beyond.Name, (decimal)data + beyond.Offset + beyond.Bytes);
        return tensors;
    }

    private GgufTensor ReadTensor(long index)
    {
        var name = reader.ReadName($"the name of tensor {index}", LongestName);
        var dimensions = ReadDimensions(name);
        var typeId = reader.ReadUInt32();
        var type = GgmlType.Find(typeId)
            ?? throw fault.Refuse(
                $"tensor {GgufFault.Quote(name)} has the unknown or removed type {typeId}", "convert the model again");
        if (dimensions[0] % type.BlockLength != 0)
            throw fault.Refuse(
                $"tensor {GgufFault.Quote(name)} has rows of {dimensions[0]:N0} elements, not a multiple of the "
                + $"{type.BlockLength} that {type.Name} needs");
        var elements = dimensions.Aggregate((Int128)1, (product, size) => product * size);
        var bytes = elements / type.BlockLength * type.BlockBytes;
        if (bytes > long.MaxValue)
            throw fault.Refuse($"tensor {GgufFault.Quote(name)} claims {bytes:N0} bytes");
        return new GgufTensor(name, dimensions, type, (long)elements, reader.ReadInt64(), (long)bytes);
    }

    private long[] ReadDimensions(string name)
    {
        var count = reader.ReadUInt32();
        if (count is < 1 or > 4)
            throw fault.Refuse($"tensor {GgufFault.Quote(name)} has {count} dimensions; expected 1 to 4");
        var dimensions = new long[count];
        var product = (Int128)1;
        for (var i = 0; i < count; i++)
        {
            dimensions[i] = reader.ReadInt64();
            if (dimensions[i] < 1)
                throw fault.Refuse(
                    $"dimension {i} of tensor {GgufFault.Quote(name)} is {(ulong)dimensions[i]:N0}; expected a size from 1");
            product *= dimensions[i];
            if (product >= long.MaxValue)
                throw fault.Refuse($"tensor {GgufFault.Quote(name)} has more elements than a file can hold");
        }
        return dimensions;
    }

    private EngineException CutOff(string name, decimal end) => fault.Refuse(
        $"tensor {GgufFault.Quote(name)} ends at byte {end:N0}, but the file has {reader.Length:N0} bytes, so it is cut "
        + "off", "download it again");

    /// <summary>The first multiple of the alignment from a position on.</summary>
    public static long Align(long position, uint alignment) => (position + alignment - 1) / alignment * alignment;
}
