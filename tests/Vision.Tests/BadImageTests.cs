using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging.Tests.Decoding;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Vision.Tests;

/// <summary>Images and requests of all kinds: an answer, or one sentence; the model answers on.</summary>
public sealed class BadImageTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private VisionModel? _model;

    private VisionModel Model => _model!;

    public async ValueTask InitializeAsync() => _model = await Loaded.LoadAsync(_folder.Write("model.onnx", new OnnxGraph()
        .Input("images", OnnxGraphElement.Float, 1, 3, 32, 32)
        .Gives<float>("boxes", [1, 2, 4], 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1)
        .Gives<float>("logits", [1, 2, 3], 3, -9, -9, -9, -9, 1)
        .ToArray()));

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _folder.Dispose();
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "", "src is empty" },
        { "data:image/png;base64,", "src" },
        { "hello world, this is no image", "src" },
        { Convert.ToBase64String("This is text, and no image."u8), "src" },
        { Convert.ToBase64String(s_flat[..^40]), "src" },
        { Convert.ToBase64String(JpegBytes.Flat(20_000, 20_000, null, 1)), "20000x20000" },
        { Convert.ToBase64String(PngBytes.Write(20_000, 20_000, 8, 2, [[1, 2, 3]])), "20000x20000" },
    };

    public static TheoryData<string, string> Taken => new()
    {
        { "grey JPEG", Convert.ToBase64String(s_flat) },
        { "1x1", Convert.ToBase64String(JpegBytes.Flat(1, 1, null, 128, 128, 255)) },
        { "CMYK", Convert.ToBase64String(JpegBytes.Flat(8, 8, 0, 200, 100, 50, 220)) },
        { "16 bits", Convert.ToBase64String(PngBytes.Write(2, 2, 16, 2, [new byte[12], new byte[12]])) },
        { "animated", Convert.ToBase64String(GifBytes.Write(4, 2, new byte[12], null, new byte[8], new byte[8])) },
        { "spaces", string.Join(' ', Convert.ToBase64String(s_flat).Chunk(5).Select(part => new string(part))) },
        { "data URI", $"data:image/jpeg;base64,{Convert.ToBase64String(s_flat)}" },
    };

    private static readonly byte[] s_flat = JpegBytes.Flat(8, 8, null, 90);

    [Theory, MemberData(nameof(Refused))]
    public async Task What_is_no_image_is_refused_in_one_sentence(string source, string said)
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => Model.DetectAsync(source));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 10, 300);
        await AssertAnswersAsync();
    }

    [Theory, MemberData(nameof(Taken))]
    public async Task Images_of_every_kind_are_taken(string kind, string source)
    {
        var found = (await Model.DetectAsync(source)).Detections;

        Assert.NotEmpty(kind);
        Assert.Equal(["0", "2"], found.Select(each => each.ClassName));
    }

    [Fact]
    public async Task A_path_where_nothing_is_is_not_found()
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => Model.DetectAsync(_folder.File("none.jpg")));

        Assert.Equal(EngineFailure.NotFound, refusal.Failure);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-1, 2)]
    [InlineData(float.NegativeInfinity, 2)]
    [InlineData(0.9f, 1)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(float.PositiveInfinity, 0)]
    public async Task Thresholds_of_every_size_are_taken(float threshold, int objects)
    {
        Assert.Equal(objects, (await Model.DetectAsync(Loaded.Picture(20, 10), threshold)).Detections.Count);
    }

    [Fact]
    public async Task A_threshold_that_is_no_number_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => Model.DetectAsync(Loaded.Picture(20, 10), float.NaN));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("threshold is NaN", refusal.Message, StringComparison.Ordinal);
        await AssertAnswersAsync();
    }

    [Fact]
    public async Task Points_and_boxes_change_nothing()
    {
        var source = Loaded.Picture(20, 10);

        var found = await Model.DetectAsync(
            new DetectOptions { Src = source, Points = { 1, 2, 1 }, Boxes = { float.NaN } }, TestContext.Current.CancellationToken);

        Assert.Equal(await Model.DetectAsync(source), found);
    }

    [Fact]
    public async Task A_call_that_was_cancelled_ends_so()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Model.DetectAsync(new DetectOptions { Src = Loaded.Picture(20, 10) }, new CancellationToken(canceled: true)));
    }

    private async Task AssertAnswersAsync() => Assert.Equal(2, (await Model.DetectAsync(Loaded.Picture(20, 10))).Detections.Count);
}
