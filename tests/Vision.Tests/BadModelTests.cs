using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Vision.Tests;

/// <summary>Files that are no model, or none of these: one sentence that says what is wrong.</summary>
public sealed class BadModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_not_there()
    {
        var refusal = await Loaded.RefusedAsync(_folder.File("none.onnx"));

        Assert.Equal(EngineFailure.NotFound, refusal.Failure);
        Assert.Contains("none.onnx", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GGUF and so on")]
    [InlineData("{\"a\": 1}")]
    public async Task A_file_that_is_not_ONNX(string content)
    {
        var file = _folder.Write("model.onnx", System.Text.Encoding.UTF8.GetBytes(content));

        var refusal = await Loaded.RefusedAsync(file);

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("model.onnx", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Recognition.No, Recognise(file));
    }

    [Fact]
    public async Task A_model_that_is_cut_off()
    {
        var whole = Picture().Gives<float>("boxes", [1, 300, 6], new float[1800]).ToArray();

        Assert.Equal(EngineFailure.InvalidInput, (await Loaded.RefusedAsync(_folder.Write("model.onnx", whole[..^100]))).Failure);
    }

    [Fact]
    public async Task A_model_of_sounds()
    {
        var file = _folder.Write("vad.onnx", new OnnxGraph()
            .Input("input", OnnxGraphElement.Float, "batch", "samples").Gives<float>("output", [1, 1], 0f).ToArray());

        var refusal = await Loaded.RefusedAsync(file);

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("'vad.onnx' takes input [-1, -1], which is no picture", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Recognition.No, Recognise(file));
    }

    [Fact]
    public async Task A_classifier()
    {
        var file = _folder.Write("classes.onnx", Picture().Gives<float>("logits", [1, 1000], new float[1000]).ToArray());

        var refusal = await Loaded.RefusedAsync(file);

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith(
            "'classes.onnx' takes a picture of 64x64 and has the outputs logits [1, 1000], which no family here has; ",
            refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Recognition.No, Recognise(file));
    }

    [Fact]
    public async Task A_model_whose_outputs_are_words()
    {
        var file = _folder.Write("words.onnx", Picture()
            .Gives<float>("boxes", [1, 2, 4], new float[8]).Gives<bool>("flags", [1, 2], true, false).ToArray());

        var refusal = await Loaded.RefusedAsync(file);

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("flags", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_size_that_the_model_does_not_have()
    {
        var file = _folder.Write("model.onnx", Picture().Gives<float>("boxes", [1, 2, 6], new float[12]).ToArray());

        var refusal = await Loaded.RefusedAsync(file, "size:640");

        Assert.Contains("size is 640x640, but the model's input is fixed at 64x64", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect/yolox_nano.onnx", Recognition.Likely)]
    [InlineData("detect/FastestDet.onnx", Recognition.Likely)]
    [InlineData("detect/nanodet_m_320.onnx", Recognition.Likely)]
    [InlineData("detect/deeplab_v3_1_default_1.onnx", Recognition.Likely)]
    [InlineData("vad/silero_vad_v5.onnx", Recognition.No)]
    [InlineData("faces/2.7_80x80_MiniFASNetV2.onnx", Recognition.No)]
    [InlineData("superres/pytorch_super_resolution.onnx", Recognition.No)]
    [InlineData("speaker/speaker_lda128.onnx", Recognition.No)]
    [InlineData("llm/stories260K-q8_0.gguf", Recognition.No)]
    public void Published_models_are_recognised_or_left_to_others(string file, Recognition recognition)
    {
        Assert.Equal(recognition, Recognise(TestFiles.SharedModel(file)));
    }

    [Fact]
    public void Nothing_is_recognised_without_a_file()
    {
        Assert.Equal(Recognition.No, Recognise(""));
        Assert.Equal(Recognition.No, Recognise(_folder.File("none.onnx")));
        Assert.Equal(Recognition.No, Recognise("a\0b.onnx"));
    }

    private static OnnxGraph Picture() => new OnnxGraph().Input("images", OnnxGraphElement.Float, 1, 3, 64, 64);

    private static Recognition Recognise(string file) => new VisionEngine().Recognise(new ModelOptions { ModelFile = file });
}
