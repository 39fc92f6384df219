using LocalAI.Plugins.Abstractions;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Tests;

public sealed class OnnxModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_what_the_session_takes_and_gives()
    {
        using var opened = new Opened(Graphs.Rows().Metadata("names", "a,b"));
        var model = opened.Model;
        Assert.Equal("x [?, 2]", $"{Assert.Single(model.Inputs)}");
        Assert.Equal(new TensorSlot("y", TensorElementType.Float, model.Outputs[0].Shape), Assert.Single(model.Outputs));
        Assert.Equal("a,b", model.Metadata["names"]);
        Assert.Equal(new FileInfo(model.Path).Length, model.Bytes);
    }

    [Fact]
    public void Another_file_never_gets_to_native_code()
    {
        var refusal = Refusal(_folder.Write("model.onnx", "not a model"u8.ToArray()));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("which is not a whole ONNX model; ", refusal.Message, StringComparison.Ordinal);
        Assert.Null(refusal.InnerException);
    }

    [Fact]
    public void A_model_that_the_library_cannot_open_is_refused_by_field_and_path()
    {
        var path = _folder.Write("model.onnx", new OnnxGraph()
            .Input("x", OnnxGraphElement.Float, 1).Node("NoSuchOperator", ["x"], ["y"]).Output("y", OnnxGraphElement.Float, 1).ToArray());
        var refusal = Refusal(path);
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith($"ModelFile is '{path}', which ONNX Runtime cannot open (", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchOperator", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Weights_that_are_cut_off_are_refused()
    {
        var whole = new OnnxGraph().Input("x", OnnxGraphElement.Float, 4).Constant("w", [8], 1f, 2f).Node("Add", ["x", "w"], ["y"])
            .Output("y", OnnxGraphElement.Float, 4).ToArray();
        Assert.Equal(EngineFailure.InvalidInput, Refusal(_folder.Write("model.onnx", whole)).Failure);
    }

    [Theory]
    [InlineData("cuda")]
    [InlineData("directml:1")]
    [InlineData("vulkan")]
    [InlineData("metal")]
    public void A_device_that_this_build_cannot_use_is_refused_and_never_replaced(string name)
    {
        Assert.True(Device.TryParse(name, out var device));
        var refusal = Refusal(_folder.Write("model.onnx", Graphs.Fixed().ToArray()), device);
        Assert.Equal(EngineFailure.Unsupported, refusal.Failure);
        Assert.StartsWith($"ONNX Runtime cannot use {device} (", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("choose the device cpu.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_a_file_beside_it_are_read()
    {
        float[] weights = [7, 8];
        _folder.Write("weights.bin", [.. new byte[64], .. weights.SelectMany(BitConverter.GetBytes)]);
        var path = _folder.Write("model.onnx", WithWeightsIn("weights.bin"));

        using var model = OnnxModel.Open("ModelFile", path, Opened.Settings());
        using var run = model.Begin();
        run.Execute(TestContext.Current.CancellationToken);

        Assert.Equal([7f, 8f], run.Output<float>(0).ToArray());
        Assert.Equal(new FileInfo(path).Length + 72, model.Bytes);
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("a/../../weights.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("..\\weights.bin")]
    [InlineData("")]
    public void Weights_elsewhere_are_refused(string location)
    {
        var refusal = Refusal(_folder.Write("model.onnx", WithWeightsIn(location)));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains($"'{location}', outside of its folder; ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_elsewhere_of_a_node_inside_of_the_graph_are_refused_by_the_library()
    {
        Directory.CreateDirectory(_folder.File("inner"));
        _folder.Write("weights.bin", new byte[72]);
        var tensor = new OnnxGraphWire().Number(1, 2).Number(2, 1).Text(8, "w").Number(14, 1)
            .Message(13, new OnnxGraphWire().Text(1, "location").Text(2, "../weights.bin"))
            .Message(13, new OnnxGraphWire().Text(1, "offset").Text(2, "64"))
            .Message(13, new OnnxGraphWire().Text(1, "length").Text(2, "8"));
        var attribute = new OnnxGraphAttribute("value", new OnnxGraphWire().Text(1, "value").Number(20, 4).Message(5, tensor));
        var path = _folder.Write("inner/model.onnx", new OnnxGraph().Input("x", OnnxGraphElement.Float, 2)
            .Node("Constant", [], ["w"], attribute).Node("Add", ["x", "w"], ["y"]).Output("y", OnnxGraphElement.Float, 2).ToArray());

        Assert.Equal(EngineFailure.InvalidInput, Refusal(path).Failure);
    }

    [Fact]
    public void Weights_that_are_not_there_are_named()
    {
        var refusal = Refusal(_folder.Write("model.onnx", WithWeightsIn("weights.bin")));
        Assert.Contains("'weights.bin', which is not beside it; ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_refused()
    {
        var refusal = Refusal(_folder.Write("model.onnx", new OnnxGraph()
            .Input("x", OnnxGraphElement.Text, 1).Node("Identity", ["x"], ["y"]).Output("y", OnnxGraphElement.Text, 1).ToArray()));
        Assert.Contains("'x' is no tensor of numbers; ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_models_open_and_run_or_are_refused_and_the_process_goes_on()
    {
        const int Changes = 400;
        var whole = new OnnxGraph().Input("x", OnnxGraphElement.Float, 1, 2, "h", 4)
            .Constant("k", [3, 2, 1, 1], 1f, 2f, 3f, 4f, 5f, 6f).Constant("shape", [2], 1L, -1L).Constant("axes", [1], 1L)
            .Node("Conv", ["x", "k"], ["c"], OnnxGraphAttribute.Integers("kernel_shape", 1, 1))
            .Node("Relu", ["c"], ["r"]).Node("Reshape", ["r", "shape"], ["flat"]).Node("TopK", ["flat", "axes"], ["best", "places"])
            .Output("best", OnnxGraphElement.Float, 1, 1).Output("places", OnnxGraphElement.Int64, 1, 1).ToArray();
        var random = new Random(1);
        var opened = 0;
        for (var change = 0; change < Changes; change++)
        {
            var changed = whole.ToArray();
            for (var count = random.Next(3); count >= 0; count--)
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var model = OnnxModel.Open("ModelFile", _folder.Write("model.onnx", changed), Opened.Settings());
                opened++;
                long[][] shapes = [.. model.Inputs.Select(input => input.Shape.Select(length => length < 0 ? 3 : length).ToArray())];
                using var run = model.Begin(shapes);
                run.Execute(TestContext.Current.CancellationToken);
            }
            catch (EngineException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(opened, 1, Changes - 1);
    }

    private static byte[] WithWeightsIn(string location) => new OnnxGraph()
        .Input("x", OnnxGraphElement.Float, 2).External("w", OnnxGraphElement.Float, [2], location, 64, 8)
        .Node("Add", ["x", "w"], ["y"]).Output("y", OnnxGraphElement.Float, 2).ToArray();

    private static EngineException Refusal(string path, Device? device = null) =>
        Assert.Throws<EngineException>(() => OnnxModel.Open("ModelFile", path, Opened.Settings(device)));
}
