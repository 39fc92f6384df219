using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.Gguf;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Quantizing;

/// <summary>
/// How much each column of each matrix matters, as llama.cpp's imatrix tool measures it on a text: a GGUF file with the sums of the
/// squared inputs (<c>NAME.in_sum2</c>) and how many inputs were summed (<c>NAME.counts</c>).
/// </summary>
internal sealed class ImportanceMatrix
{
    private const string Sums = ".in_sum2";
    private const string Counts = ".counts";
    private const long MostBytes = 1L << 30;

    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);
    private readonly string _name;

    private ImportanceMatrix(string path) => _name = Path.GetFileName(path);

    /// <summary>Reads a matrix.</summary>
    /// <exception cref="EngineException">The file is no such matrix.</exception>
    public static ImportanceMatrix Read(string path)
    {
        var fault = new GgufFault(path);
        if (!File.Exists(path))
            throw fault.Refuse("there is no such importance matrix", "give the path of one in the extra option 'imatrix'");
        using var handle = ModelPath.OpenForReading(path);
        if (!IsGguf(handle))
        {
            throw fault.Refuse("it is no GGUF file, and the older form of importance matrices (.dat) is not read",
                "make it again with llama.cpp's llama-imatrix --output-format gguf");
        }
        var file = GgufFile.OpenPart(path, []);
        var tensors = file.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        if (file.WeightBytes > MostBytes)
            throw fault.Refuse($"it has {file.WeightBytes:N0} bytes of numbers; at most {MostBytes:N0} are expected of a matrix");
        var matrix = new ImportanceMatrix(path);
        foreach (var (name, sums) in tensors.Where(pair => pair.Key.EndsWith(Sums, StringComparison.Ordinal)))
        {
            var tensor = name[..^Sums.Length];
            var counts = tensors.GetValueOrDefault(tensor + Counts)
                ?? throw fault.Refuse($"{GgufFault.Quote(tensor)} has sums and no counts", "make the importance matrix again");
            matrix._values[tensor] = Normalise(Floats(sums), Floats(counts), tensor, fault);
        }
        return matrix._values.Count > 0
            ? matrix
            : throw fault.Refuse("it holds no importance matrix", "make one with llama.cpp's llama-imatrix");

        float[] Floats(GgufTensor tensor)
        {
            if (tensor.Type != GgmlType.Float32)
                throw fault.Refuse($"tensor {GgufFault.Quote(tensor.Name)} has the type {tensor.Type.Name}; expected f32");
            var floats = new float[tensor.Elements];
            FileRange.Read(handle, MemoryMarshal.AsBytes(floats.AsSpan()), file.DataStart + tensor.Offset);
            return floats;
        }
    }

    /// <summary>The importance of the columns of a tensor, matrix after matrix; null when the file does not know it.</summary>
    /// <exception cref="EngineException">It was made for a tensor of another shape.</exception>
    public float[]? Find(GgufTensor tensor)
    {
        if (_values.GetValueOrDefault(tensor.Name) is not { } values)
            return null;
        var expected = tensor.Dimensions[0] * tensor.Dimensions.Skip(2).FirstOrDefault(1);
        if (values.Length == expected)
            return values;
        // The embeddings are not multiplied, so what a matrix says of them is another tensor's.
        return tensor.Name == "token_embd.weight" ? null : throw new EngineException(EngineFailure.InvalidInput,
            $"The importance matrix {_name} has {values.Length:N0} columns for {GgufFault.Quote(tensor.Name)} instead of {expected:N0}; "
            + "use the one that was made with this model.");
    }

    private static bool IsGguf(SafeFileHandle handle)
    {
        Span<byte> magic = stackalloc byte[4];
        return RandomAccess.Read(handle, magic, 0) == magic.Length && magic.SequenceEqual("GGUF"u8);
    }

    private static float[] Normalise(float[] sums, float[] counts, string name, GgufFault fault)
    {
        if (counts.Length == 0 || sums.Length % counts.Length != 0)
            throw fault.Refuse($"{GgufFault.Quote(name)} has {sums.Length:N0} sums for {counts.Length:N0} counts");
        var columns = sums.Length / counts.Length;
        for (var matrix = 0; matrix < counts.Length; matrix++)
        {
            var part = sums.AsSpan(matrix * columns, columns);
            // An expert that no token reached has no opinion.
            if (counts[matrix] > 0)
                TensorPrimitives.Divide(part, counts[matrix], part);
            else
                part.Fill(1);
        }
        return sums.All(value => float.IsFinite(value) && value >= 0)
            ? sums
            : throw fault.Refuse(
                $"the importance of {GgufFault.Quote(name)} has a value that is negative or no number", "make the matrix again");
    }
}
