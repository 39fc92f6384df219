using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Files;

/// <summary>
/// Reads a ModelProto (onnx.proto of ONNX 1.x): its graph's inputs, outputs and first operators, its properties, and the names of its
/// weights, whose bytes are jumped over. It goes no deeper than the shape of a value, so what is nested deeper costs nothing.
/// </summary>
internal sealed class OnnxFileReader
{
    private const int MostSlots = 4096;
    private const int MostWeights = 1_000_000;
    private const int MostWeightFiles = 4096;
    private const int MostProperties = 4096;
    private const int MostOperators = 16;
    private const int LongestName = 4096;

    /// <summary>Bytes of one property; the class names of a detector are properties.</summary>
    private const int LongestProperty = 4 * 1024 * 1024;

    private readonly ProtoReader _reader;
    private readonly List<TensorSlot> _inputs = [];
    private readonly List<TensorSlot> _outputs = [];
    private readonly HashSet<string> _weights = new(StringComparer.Ordinal);
    private readonly HashSet<string> _weightFiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<string> _operators = [];
    private string _producer = "";
    private long _version;
    private int _graphs;

    private OnnxFileReader(ProtoReader reader) => _reader = reader;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InvalidDataException">It is no ONNX model, or not whole.</exception>
    public static OnnxFile Read(ProtoReader reader)
    {
        var read = new OnnxFileReader(reader);
        read.ReadModel();
        if (read._version < 1 || read._graphs != 1 || read._outputs.Count == 0)
            throw new InvalidDataException();
        // Files of the first versions declare their weights among the inputs.
        return new OnnxFile(
            [.. read._inputs.Where(input => !read._weights.Contains(input.Name))], read._outputs, read._metadata, read._producer,
            read._operators)
        { WeightFiles = read._weightFiles };
    }

    private void ReadModel()
    {
        for (; _reader.Next(_reader.Length, out var field); _reader.Leave(field))
        {
            switch (field.Number)
            {
                case 1: _version = field.Value; break;
                case 2: _producer = _reader.Text(field, LongestName); break;
                case 7: ReadGraph(field); break;
                case 14: ReadProperty(field); break;
            }
        }
    }

    private void ReadGraph(ProtoField graph)
    {
        _graphs++;
        for (; _reader.Next(graph, out var field); _reader.Leave(field))
        {
            switch (field.Number)
            {
                case 1: ReadNode(field); break;
                case 5: ReadWeight(field); break;
                case 11: Add(_inputs, field); break;
                case 12: Add(_outputs, field); break;
                case 15: ReadSparseWeight(field); break;
            }
        }
    }

    private void ReadNode(ProtoField node)
    {
        if (_operators.Count == MostOperators)
            return;
        var kind = "";
        for (; _reader.Next(node, out var field); _reader.Leave(field))
        {
            if (field.Number == 4)
                kind = _reader.Text(field, LongestName);
        }
        _operators.Add(kind);
    }

    private void ReadSparseWeight(ProtoField weight)
    {
        for (; _reader.Next(weight, out var field); _reader.Leave(field))
        {
            if (field.Number == 1)
                ReadWeight(field);
        }
    }

    private void ReadWeight(ProtoField weight)
    {
        for (; _reader.Next(weight, out var field); _reader.Leave(field))
        {
            switch (field.Number)
            {
                case 8:
                    Limit(_weights, MostWeights);
                    _weights.Add(_reader.Text(field, LongestName));
                    break;
                case 13 when ReadPair(field, LongestName) is ("location", var location):
                    Limit(_weightFiles, MostWeightFiles);
                    _weightFiles.Add(location);
                    break;
            }
        }
    }

    private void ReadProperty(ProtoField property)
    {
        Limit(_metadata, MostProperties);
        var (key, value) = ReadPair(property, LongestProperty);
        _metadata[key] = value;
    }

    private (string Key, string Value) ReadPair(ProtoField pair, int longest)
    {
        var (key, value) = ("", "");
        for (; _reader.Next(pair, out var field); _reader.Leave(field))
        {
            switch (field.Number)
            {
                case 1: key = _reader.Text(field, longest); break;
                case 2: value = _reader.Text(field, longest); break;
            }
        }
        return (key, value);
    }

    private void Add(List<TensorSlot> slots, ProtoField value)
    {
        Limit(slots, MostSlots);
        var name = "";
        var slot = new TensorSlot("", TensorElementType.DataTypeMax, []) { IsRanked = false };
        for (; _reader.Next(value, out var field); _reader.Leave(field))
        {
            switch (field.Number)
            {
                case 1: name = _reader.Text(field, LongestName); break;
                case 2: slot = ValueTypeReader.Read(_reader, field); break;
            }
        }
        slots.Add(slot with { Name = name });
    }

    private static void Limit<T>(IReadOnlyCollection<T> items, int most)
    {
        if (items.Count == most)
            throw new InvalidDataException();
    }
}
