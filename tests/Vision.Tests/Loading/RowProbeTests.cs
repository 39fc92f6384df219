namespace LocalAI.Plugins.Vision.Tests.Loading;

/// <summary>Rows of YOLOX's shape that are decoded already.</summary>
public sealed class RowProbeTests : IDisposable
{
    private const int Columns = 7;
    private const int Rows = 84;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1f, "(yolov5)", 24, 8)]
    [InlineData(0.9f, "(yolox)", 24, 24)]
    public async Task Boxes_in_pixels_are_taken_as_they_are(float objectScore, string family, float left, float top)
    {
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", Model(row => row % 8 * 8, objectScore)));

        // The picture fills the upper half of the input, or is in its middle.
        var found = Assert.Single((await model.DetectAsync(Loaded.Picture(64, 32))).Detections);

        Assert.Contains(family, model.Description, StringComparison.Ordinal);
        Assert.Equal((left, top, 16, 8), (found.X, found.Y, found.Width, found.Height));
        Assert.Equal(objectScore * 0.75f, found.Confidence, 1e-5f);
    }

    [Fact]
    public async Task Offsets_are_decoded()
    {
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", Model(_ => 0.5f, 0.9f)));

        Assert.Contains("(yolox)", model.Description, StringComparison.Ordinal);
    }

    /// <summary>Rows of which one, at x 32, y 28 and of 16 by 8 pixels, is sure of its class.</summary>
    private static byte[] Model(Func<int, float> x, float objectScore)
    {
        var numbers = new float[Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            float[] own = row == 10 ? [x(4), 28, 16, 8, objectScore, 0, 0.75f] : [x(row), 4, 8, 8, objectScore, 0, 0.1f];
            own.CopyTo(numbers, row * Columns);
        }
        return new OnnxGraph()
            .Input("images", OnnxGraphElement.Float, 1, 3, 64, 64)
            .Gives<float>("output", [1, Rows, Columns], numbers)
            .ToArray();
    }
}
