using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>
/// Writes tensors as safetensors (https://huggingface.co/docs/safetensors): eight bytes with the length of a JSON object, the object,
/// and the data, each tensor computed, written and let go before the next.
/// </summary>
internal static class SafetensorsWriter
{
    /// <summary>From which size on the tensors of a model are in several files, in bytes, as the Hugging Face libraries do it.</summary>
    public const long LargestFile = 5_000_000_000;

    private const int Alignment = 8;

    /// <summary>Writes <c>NAME.safetensors</c>, or several of them and the index that says which tensor is where.</summary>
    /// <param name="files">Where they go.</param>
    /// <param name="name">The file's name without its ending, such as <c>model</c>.</param>
    /// <param name="tensors">The tensors; none twice.</param>
    /// <param name="largestFile">From which size of their data on they are in several files, in bytes.</param>
    /// <param name="report">Takes the share that is written, from 0 to 1.</param>
    /// <param name="cancellationToken">Ends the work before the next elements.</param>
    /// <exception cref="EngineException">The disk does not take them.</exception>
    public static void Write(
        PartialFiles files, string name, IReadOnlyList<StoredTensor> tensors, long largestFile = LargestFile,
        Action<double>? report = null, CancellationToken cancellationToken = default)
    {
        var shards = Shards(tensors, largestFile);
        var total = Math.Max(1, tensors.Sum(tensor => tensor.Bytes));
        var index = new Dictionary<string, string>(StringComparer.Ordinal);
        var done = 0L;
        for (var i = 0; i < shards.Count; i++)
        {
            var file = shards.Count == 1 ? $"{name}.safetensors" : $"{name}-{i + 1:D5}-of-{shards.Count:D5}.safetensors";
            WriteFile(files, file, shards[i], bytes => report?.Invoke((double)(done += bytes) / total), cancellationToken);
            foreach (var tensor in shards[i])
                index.Add(tensor.Name, file);
        }
        // A reader that found both would choose.
        files.Remove(shards.Count > 1 ? $"{name}.safetensors" : $"{name}.safetensors.index.json");
        if (shards.Count > 1)
            files.Write($"{name}.safetensors.index.json", Index(index, tensors.Sum(tensor => tensor.Bytes)));
    }

    private static List<List<StoredTensor>> Shards(IReadOnlyList<StoredTensor> tensors, long largestFile)
    {
        var shards = new List<List<StoredTensor>> { new() };
        var bytes = 0L;
        foreach (var tensor in tensors)
        {
            if (bytes > 0 && bytes + tensor.Bytes > largestFile)
            {
                shards.Add([]);
                bytes = 0;
            }
            shards[^1].Add(tensor);
            bytes += tensor.Bytes;
        }
        return shards;
    }

    private static void WriteFile(
        PartialFiles files, string name, List<StoredTensor> tensors, Action<long> written, CancellationToken cancellationToken)
    {
        // Wide elements first, so that all lie at multiples of their size.
        var inOrder = tensors.OrderByDescending(tensor => SafetensorsTypes.BytesOf(tensor.Type)).ToList();
        var header = Header(inOrder);
        var file = files.Create(name, header.Length + inOrder.Sum(tensor => tensor.Bytes));
        try
        {
            RandomAccess.Write(file.Handle, header, 0);
            var position = (long)header.Length;
            foreach (var tensor in inOrder)
            {
                TensorData.Write(tensor, file.Handle, position, written, cancellationToken);
                position += tensor.Bytes;
            }
        }
        catch (IOException e)
        {
            throw PartialFile.Explain(e, Path.Combine(files.Folder, name));
        }
    }

    private static byte[] Header(List<StoredTensor> tensors)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("__metadata__");
            // The Hugging Face libraries read no file that does not say so.
            writer.WriteString("format", "pt");
            writer.WriteEndObject();
            var offset = 0L;
            foreach (var tensor in tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", SafetensorsTypes.NameOf(tensor.Type));
                Write(writer, "shape", tensor.Shape);
                Write(writer, "data_offsets", [offset, offset + tensor.Bytes]);
                writer.WriteEndObject();
                offset += tensor.Bytes;
            }
            writer.WriteEndObject();
        }
        var length = (json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        var header = new byte[Alignment + length];
        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        json.WrittenSpan.CopyTo(header.AsSpan(Alignment));
        header.AsSpan(Alignment + json.WrittenCount).Fill((byte)' ');
        return header;
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<long> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static byte[] Index(Dictionary<string, string> files, long totalBytes)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("metadata");
            writer.WriteNumber("total_size", totalBytes);
            writer.WriteEndObject();
            writer.WriteStartObject("weight_map");
            foreach (var (tensor, file) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                writer.WriteString(tensor, file);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return json.WrittenSpan.ToArray();
    }
}
