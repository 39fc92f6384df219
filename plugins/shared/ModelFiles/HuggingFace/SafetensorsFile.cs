using System.Buffers.Binary;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>
/// Reads the list of tensors of a safetensors file: eight bytes with the length of a JSON object, the object, then the data. Every
/// tensor must lie within the file, none over another.
/// </summary>
internal static class SafetensorsFile
{
    // The format's own limit.
    private const long LongestHeader = 100_000_000;

    private const int MostTensors = 256 * 1024;
    private const string Metadata = "__metadata__";

    private static readonly Dictionary<string, int> ElementBytes = new(StringComparer.Ordinal)
    {
        ["F64"] = 8,
        ["F32"] = 4,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["I64"] = 8,
        ["I32"] = 4,
        ["I16"] = 2,
        ["I8"] = 1,
        ["U8"] = 1,
        ["BOOL"] = 1,
    };

    /// <summary>The tensors of a model in the order of their data: all are floating-point numbers.</summary>
    /// <exception cref="EngineException">The file is damaged, or has elements that cannot be converted.</exception>
    public static IReadOnlyList<SafetensorsTensor> Read(string path) => [.. ReadEntries(path).Select(entry => new SafetensorsTensor(
        entry.Name, entry.Shape, FloatType(entry.Type) ?? throw UnknownType(path, entry.Name, entry.Type),
        path, entry.Position, entry.Bytes))];

    /// <summary>The tensors in the order of their data.</summary>
    /// <exception cref="EngineException">The file is damaged, or has elements of a type that is not known.</exception>
    public static IReadOnlyList<SafetensorsEntry> ReadEntries(string path)
    {
        using var handle = ModelPath.OpenForReading(path);
        var fileLength = RandomAccess.GetLength(handle);
        if (fileLength < 8)
            throw FolderFault.Refuse(path, $"it has {fileLength} bytes, so it is no safetensors file");
        var prefix = new byte[8];
        FileRange.Read(handle, prefix, 0);
        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > LongestHeader || length > fileLength - 8)
            throw FolderFault.Refuse(path, $"its header claims {(ulong)length:N0} of the file's {fileLength:N0} bytes");
        var header = new byte[length];
        FileRange.Read(handle, header, 8);

        using var json = Parse(path, header);
        var tensors = new List<SafetensorsEntry>();
        foreach (var property in json.RootElement.EnumerateObject().Where(property => property.Name != Metadata))
        {
            if (tensors.Count == MostTensors)
                throw FolderFault.Refuse(path, $"it has more than {MostTensors:N0} tensors");
            tensors.Add(ReadEntry(path, property, 8 + length, fileLength));
        }
        return InOrder(path, tensors);
    }

    private static JsonDocument Parse(string path, byte[] header)
    {
        try
        {
            var json = StrictJson.Parse(header);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
            throw FolderFault.Refuse(path, "its header holds no JSON object");
        }
        catch (JsonException)
        {
            throw FolderFault.Refuse(path, "its header is no JSON");
        }
    }

    private static SafetensorsEntry ReadEntry(string path, JsonProperty property, long dataStart, long fileLength)
    {
        var name = property.Name;
        var type = ModelConfig.Property(property.Value, "dtype") is { ValueKind: JsonValueKind.String } dtype ? dtype.GetString()! : "";
        if (!ElementBytes.TryGetValue(type, out var elementBytes))
            throw UnknownType(path, name, type);
        var shape = Numbers(path, property, "shape");
        var offsets = Numbers(path, property, "data_offsets");
        if (shape.Length > 4 || shape.Any(size => size < 1))
            throw FolderFault.Refuse(path, $"tensor {GgufFault.Quote(name)} has the shape [{string.Join(", ", shape)}]");
        var bytes = shape.Aggregate((Int128)elementBytes, (product, size) => Int128.Min(product * size, long.MaxValue));
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > fileLength - dataStart)
        {
            throw FolderFault.Refuse(
                path, $"the data of tensor {GgufFault.Quote(name)} is not within the file's {fileLength:N0} bytes, so it is cut off");
        }
        if (bytes != offsets[1] - offsets[0])
        {
            throw FolderFault.Refuse(
                path, $"tensor {GgufFault.Quote(name)} needs {bytes:N0} bytes and has {offsets[1] - offsets[0]:N0}");
        }
        return new SafetensorsEntry(name, shape, type, dataStart + offsets[0], (long)bytes);
    }

    private static GgmlType? FloatType(string type) => type switch
    {
        "F32" => GgmlType.Float32,
        "F16" => GgmlType.Float16,
        "BF16" => GgmlType.BFloat16,
        "F64" => GgmlType.Find("f64"),
        _ => null,
    };

    private static EngineException UnknownType(string path, string name, string type) => FolderFault.Refuse(path,
        $"tensor {GgufFault.Quote(name)} has elements of the type {GgufFault.Quote(type)}", "use the model in F32, F16 or BF16");

    private static long[] Numbers(string path, JsonProperty property, string name)
    {
        if (ModelConfig.Property(property.Value, name) is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() <= 8
            && array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out _)))
            return [.. array.EnumerateArray().Select(item => item.GetInt64())];
        throw FolderFault.Refuse(path, $"tensor {GgufFault.Quote(property.Name)} has no proper '{name}'");
    }

    private static List<SafetensorsEntry> InOrder(string path, List<SafetensorsEntry> tensors)
    {
        var inOrder = tensors.OrderBy(tensor => tensor.Position).ToList();
        foreach (var (first, second) in inOrder.Zip(inOrder.Skip(1)))
        {
            if (second.Position < first.Position + first.Bytes)
            {
                throw FolderFault.Refuse(
                    path, $"the tensors {GgufFault.Quote(first.Name)} and {GgufFault.Quote(second.Name)} lie over each other");
            }
        }
        if (tensors.DistinctBy(tensor => tensor.Name).Count() != tensors.Count)
            throw FolderFault.Refuse(path, "it names a tensor twice");
        return inOrder;
    }
}
