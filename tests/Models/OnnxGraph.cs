using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Tests.Models;

/// <summary>
/// Writes ONNX files for tests, right or wrong: whatever it is told. A model whose outputs are known, whatever it is given:
/// <code>
/// new OnnxGraph().Input("image", OnnxGraphElement.Float, 1, 3, 64, 64).Gives("boxes", [1, 2, 4], 0f, 0f, 8f, 8f, 1f, 1f, 9f, 9f).ToArray()
/// </code>
/// Shapes take numbers for lengths that are fixed and names for those that are open: <c>Input("x", OnnxGraphElement.Float, "n", 3)</c>.
/// </summary>
internal sealed class OnnxGraph
{
    private readonly List<OnnxGraphWire> _nodes = [];
    private readonly List<OnnxGraphWire> _initializers = [];
    private readonly List<OnnxGraphWire> _inputs = [];
    private readonly List<OnnxGraphWire> _outputs = [];
    private readonly List<OnnxGraphWire> _metadata = [];

    public string Producer { get; set; } = "onnx-graph";

    public int IrVersion { get; set; } = 8;

    /// <summary>The version of ONNX's own operators.</summary>
    public int Opset { get; set; } = 17;

    public OnnxGraph Input(string name, OnnxGraphElement type, params ReadOnlySpan<OnnxGraphDimension> shape)
    {
        _inputs.Add(Value(name, type, shape));
        return this;
    }

    public OnnxGraph Output(string name, OnnxGraphElement type, params ReadOnlySpan<OnnxGraphDimension> shape)
    {
        _outputs.Add(Value(name, type, shape));
        return this;
    }

    /// <summary>An output with these values, in row-major order, whatever the inputs are.</summary>
    /// <typeparam name="T">float, double, Half, long, int, byte, sbyte or bool.</typeparam>
    public OnnxGraph Gives<T>(string name, long[] shape, params ReadOnlySpan<T> values) where T : unmanaged
    {
        OnnxGraphDimension[] declared = [.. shape.Select(length => (OnnxGraphDimension)length)];
        return Constant($"{name} values", shape, values)
            .Node("Identity", [$"{name} values"], [name]).Output(name, ElementOf<T>(), declared);
    }

    /// <summary>Weights: a tensor that nodes can name among their inputs.</summary>
    public OnnxGraph Constant<T>(string name, long[] shape, params ReadOnlySpan<T> values) where T : unmanaged
    {
        _initializers.Add(Tensor(name, ElementOf<T>(), shape).Bytes(9, MemoryMarshal.AsBytes(values)));
        return this;
    }

    /// <summary>Weights that lie in a file of their own.</summary>
    public OnnxGraph External(string name, OnnxGraphElement type, long[] shape, string location, long offset, long length)
    {
        _initializers.Add(Tensor(name, type, shape).Number(14, 1).Messages(13,
            [Entry("location", location), Entry("offset", $"{offset}"), Entry("length", $"{length}")]));
        return this;
    }

    public OnnxGraph Node(string operation, string[] inputs, string[] outputs, params ReadOnlySpan<OnnxGraphAttribute> attributes)
    {
        var node = new OnnxGraphWire();
        foreach (var input in inputs)
            node.Text(1, input);
        foreach (var output in outputs)
            node.Text(2, output);
        node.Text(4, operation);
        foreach (var attribute in attributes)
            node.Message(5, attribute.Message);
        _nodes.Add(node);
        return this;
    }

    /// <summary>A property of the file, such as 'names'.</summary>
    public OnnxGraph Metadata(string key, string value)
    {
        _metadata.Add(Entry(key, value));
        return this;
    }

    public byte[] ToArray() => new OnnxGraphWire()
        .Number(1, IrVersion)
        .Text(2, Producer)
        .Message(7, Body())
        .Message(8, new OnnxGraphWire().Text(1, "").Number(2, Opset))
        .Messages(14, _metadata)
        .ToArray();

    /// <summary>The GraphProto.</summary>
    internal OnnxGraphWire Body() => new OnnxGraphWire()
        .Messages(1, _nodes).Text(2, "graph").Messages(5, _initializers).Messages(11, _inputs).Messages(12, _outputs);

    private static OnnxGraphWire Entry(string key, string value) => new OnnxGraphWire().Text(1, key).Text(2, value);

    private static OnnxGraphWire Tensor(string name, OnnxGraphElement type, long[] shape)
    {
        var tensor = new OnnxGraphWire();
        foreach (var length in shape)
            tensor.Number(1, length);
        return tensor.Number(2, (long)type).Text(8, name);
    }

    private static OnnxGraphWire Value(string name, OnnxGraphElement type, ReadOnlySpan<OnnxGraphDimension> shape)
    {
        var lengths = new OnnxGraphWire();
        foreach (var dimension in shape)
        {
            var written = new OnnxGraphWire();
            if (dimension.Length is { } length)
                written.Number(1, length);
            else if (dimension.Symbol is { } symbol)
                written.Text(2, symbol);
            lengths.Message(1, written);
        }
        var tensor = new OnnxGraphWire().Number(1, (long)type).Message(2, lengths);
        return new OnnxGraphWire().Text(1, name).Message(2, new OnnxGraphWire().Message(1, tensor));
    }

    private static OnnxGraphElement ElementOf<T>() => default(T) switch
    {
        float => OnnxGraphElement.Float,
        double => OnnxGraphElement.Double,
        Half => OnnxGraphElement.Half,
        long => OnnxGraphElement.Int64,
        int => OnnxGraphElement.Int32,
        byte => OnnxGraphElement.UInt8,
        sbyte => OnnxGraphElement.Int8,
        bool => OnnxGraphElement.Bool,
        _ => throw new NotSupportedException($"ONNX has no tensors of {typeof(T)} here."),
    };
}
