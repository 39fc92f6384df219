using LocalAI.Plugins.Abstractions;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Tests;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_what_the_graph_takes_and_gives()
    {
        var file = Read(new OnnxGraph { Producer = "by hand" }
            .Input("image", OnnxGraphElement.UInt8, 1, "height", null, 3)
            .Input("scale", OnnxGraphElement.Half)
            .Node("Cast", ["image"], ["cast"], OnnxGraphAttribute.Integer("to", 1))
            .Node("Relu", ["cast"], ["out"])
            .Gives("count", [2], 1L, 2L)
            .Output("out", OnnxGraphElement.Float, 1, "height", null, 3)
            .Metadata("names", "{0: 'person', 1: 'Straße'}")
            .Metadata("stride", "32"));

        Assert.Equal(["image [1, ?, ?, 3]", "scale []"], file.Inputs.Select(input => $"{input}"));
        Assert.Equal([TensorElementType.UInt8, TensorElementType.Float16], file.Inputs.Select(input => input.Type));
        Assert.Equal(["count [2]", "out [1, ?, ?, 3]"], file.Outputs.Select(output => $"{output}"));
        Assert.Equal([TensorElementType.Int64, TensorElementType.Float], file.Outputs.Select(output => output.Type));
        Assert.Equal("{0: 'person', 1: 'Straße'}", file.Metadata["names"]);
        Assert.Equal("32", file.Metadata["stride"]);
        Assert.Equal("by hand", file.Producer);
        Assert.Equal(["Cast", "Relu", "Identity"], file.FirstOperators);
    }

    [Fact]
    public void Weights_that_old_files_declare_as_inputs_are_none()
    {
        var file = Read(Graphs.Rows().Input("w", OnnxGraphElement.Float, 2));
        Assert.Equal("x", Assert.Single(file.Inputs).Name);
    }

    [Fact]
    public void Names_the_first_sixteen_operators_of_a_long_graph() =>
        Assert.Equal(Enumerable.Repeat("MatMul", 16), Read(Graphs.Long()).FirstOperators);

    [Fact]
    public void A_value_without_a_shape_is_told_from_a_scalar()
    {
        var wire = new OnnxGraphWire().Number(1, 8).Message(7, new OnnxGraphWire()
            .Message(11, Value("open", new OnnxGraphWire().Message(1, new OnnxGraphWire().Number(1, 1))))
            .Message(12, Value("scalar", new OnnxGraphWire().Message(1, new OnnxGraphWire().Number(1, 1).Message(2, new OnnxGraphWire()))))
            .Message(12, Value("list", new OnnxGraphWire().Message(4, new OnnxGraphWire()))));
        var file = OnnxFile.Read("ModelFile", _folder.Write("model.onnx", wire.ToArray()));

        Assert.False(Assert.Single(file.Inputs).IsRanked);
        Assert.True(file.Outputs[0].IsRanked);
        Assert.True(file.Outputs[0].IsFixed);
        Assert.Equal(TensorElementType.DataTypeMax, file.Outputs[1].Type);
    }

    [Fact]
    public void Weights_are_jumped_over()
    {
        const long Bytes = 1_900_000_000;
        var graph = new OnnxGraphWire()
            .Message(11, Value("x", new OnnxGraphWire())).Message(12, Value("y", new OnnxGraphWire())).ToArray();
        var tensor = new OnnxGraphWire().Text(8, "w").Promise(9, Bytes).ToArray();
        var weight = new OnnxGraphWire().Promise(5, tensor.Length + Bytes).ToArray();
        var head = new OnnxGraphWire().Number(1, 8).Promise(7, graph.Length + weight.Length + tensor.Length + Bytes).ToArray();
        var path = _folder.Write("model.onnx", [.. head, .. graph, .. weight, .. tensor]);
        // A hole: it takes no place on the disk.
        using (var stream = File.OpenWrite(path))
            stream.SetLength(stream.Length + Bytes);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var file = OnnxFile.Read("ModelFile", path);

        Assert.Equal("x", Assert.Single(file.Inputs).Name);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Names_the_files_of_weights_beside_it()
    {
        var file = Read(Graphs.Rows().External("a", OnnxGraphElement.Float, [2], "a.bin", 0, 8)
            .External("b", OnnxGraphElement.Float, [2], "a.bin", 8, 8).External("c", OnnxGraphElement.Float, [2], "c.bin", 0, 8));
        Assert.Equal(["a.bin", "c.bin"], file.WeightFiles);
    }

    [Fact]
    public void A_part_of_a_file_is_no_model()
    {
        var whole = Graphs.Rows().ToArray();
        Assert.NotNull(OnnxFile.TryRead(_folder.Write("whole.onnx", whole)));
        // The opset at the end is a field of its own; before it a cut is at the end of a field only where no graph is yet.
        var graphEnd = whole.Length - new OnnxGraphWire().Message(8, new OnnxGraphWire().Text(1, "").Number(2, 17)).ToArray().Length;
        for (var length = 0; length < graphEnd; length++)
            Assert.Null(OnnxFile.TryRead(_folder.Write("part.onnx", whole[..length])));
    }

    [Fact]
    public void A_changed_byte_is_never_more_than_no_model()
    {
        var whole = Graphs.Rows().Metadata("names", "a,b").ToArray();
        var refused = 0;
        for (var index = 0; index < whole.Length; index++)
        {
            foreach (var value in new byte[] { 0x00, 0x7F, 0x80, 0xFF, (byte)(whole[index] ^ 1) })
            {
                var changed = whole.ToArray();
                changed[index] = value;
                refused += OnnxFile.TryRead(_folder.Write("changed.onnx", changed)) is null ? 1 : 0;
            }
        }
        Assert.InRange(refused, whole.Length / 2, whole.Length * 5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 4\n")]
    [InlineData("<!DOCTYPE html><html></html>")]
    [InlineData("GGUF\u0003\0\0\0\0\0\0\0")]
    public void Another_file_is_no_model(string content)
    {
        var path = _folder.Write("model.onnx", System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Null(OnnxFile.TryRead(path));

        var refusal = Assert.Throws<EngineException>(() => OnnxFile.Read("option detector", path));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith($"option detector is '{path}', which is not a whole ONNX model; ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_told_from_no_model()
    {
        var missing = Assert.Throws<EngineException>(() => OnnxFile.TryRead(_folder.File("none.onnx")));
        Assert.Equal(EngineFailure.NotFound, missing.Failure);
        Assert.Contains("none.onnx does not exist; ", missing.Message, StringComparison.Ordinal);

        var folder = Assert.Throws<EngineException>(() => OnnxFile.Read("ModelFile", _folder.Path));
        Assert.Equal(EngineFailure.InvalidInput, folder.Failure);
        Assert.Contains("is a folder; ", folder.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect/yolox_nano.onnx", "images [1, 3, 416, 416]", "output [1, 3549, 85]")]
    [InlineData("detect/nanodet_m_320.onnx", "input.1 [1, 3, 320, 320]", null)]
    [InlineData("detect/FastestDet.onnx", null, null)]
    [InlineData("detect/deeplab_v3_1_default_1.onnx", null, null)]
    [InlineData("vad/silero_vad_v5.onnx", null, null)]
    public void Says_the_same_of_a_real_model_as_the_library(string name, string? input, string? output)
    {
        var path = TestFiles.SharedModel(name);
        var file = OnnxFile.Read("ModelFile", path);
        using var model = OnnxModel.Open("ModelFile", path, Opened.Settings());

        if (input is not null)
            Assert.Equal(input, $"{file.Inputs[0]}");
        if (output is not null)
            Assert.Equal(output, $"{file.Outputs[0]}");
        Assert.Equal(model.Inputs.Select(slot => $"{slot} {slot.Type}"), file.Inputs.Select(slot => $"{slot} {slot.Type}"));
        // The library infers shapes that the file leaves open.
        Assert.Equal(model.Outputs.Select(slot => $"{slot.Name} {slot.Type}"), file.Outputs.Select(slot => $"{slot.Name} {slot.Type}"));
        Assert.Equal(model.Metadata.Order(), file.Metadata.Order());
    }

    private OnnxFile Read(OnnxGraph graph) => OnnxFile.Read("ModelFile", _folder.Write("model.onnx", graph.ToArray()));

    private static OnnxGraphWire Value(string name, OnnxGraphWire type) => new OnnxGraphWire().Text(1, name).Message(2, type);
}
