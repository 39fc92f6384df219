using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Detection;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Faces.Tests.Detection;

public class FaceDetectorTests
{
    private const double Tolerance = 2e-3;

    private static readonly OnnxSettings Settings = new() { Device = Device.Cpu, CacheFolder = null, Logger = NullLogger.Instance };

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Golden.Detectors["detectors"]!.AsArray().Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Boxes_scores_and_points_are_those_of_another_implementation(int index)
    {
        var golden = Golden.Detectors["detectors"]![index]!;
        var family = golden["family"]!.GetValue<string>();
        var (tensor, size) = (Golden.Numbers(golden["tensor"]), Golden.Numbers(golden["picture"]));
        var (width, height, seed) = ((int)tensor[0], (int)tensor[1], golden["seed"]!.GetValue<long>());
        using var folder = new TemporaryFolder();
        var file = folder.Write("det.onnx", (family == "scrfd"
            ? DetectorGraphs.Scrfd(width, height, seed)
            : DetectorGraphs.Yunet(width, height, seed)).ToArray());
        using var detector = FaceDetector.Open(Part(family, file), 640, 640, Settings);
        using var picture = new Picture((int)size[0], (int)size[1]);

        var faces = detector.Detect(picture, golden["threshold"]!.GetValue<float>(), Fixtures.Token);

        var expected = golden["faces"]!.AsArray();
        Assert.Equal(expected.Count, faces.Count);
        foreach (var (face, row) in faces.Zip(expected))
        {
            var numbers = Golden.Numbers(row);
            float[] found = [face.Box.Left, face.Box.Top, face.Box.Width, face.Box.Height, face.Score,
                .. face.Points!.SelectMany(point => (float[])[point.X, point.Y])];
            Assert.All(
                found.Zip(numbers), pair => Assert.Equal(pair.Second, pair.First, Tolerance * Math.Max(1, Math.Abs(pair.Second) / 50)));
        }
    }

    [Fact]
    public void More_boxes_than_are_compared_leave_the_best()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("det.onnx", DetectorGraphs.Scrfd(64, 64, seed: 11).ToArray());
        using var all = FaceDetector.Open(Part("scrfd", file), 640, 640, Settings);
        using var few = FaceDetector.Open(Part("scrfd", file) with { Candidates = 3 }, 640, 640, Settings);
        using var picture = new Picture(100, 80);

        Assert.Equal(
            all.Detect(picture, 0.5f, Fixtures.Token)[0].Score, few.Detect(picture, 0.5f, Fixtures.Token)[0].Score);
        Assert.InRange(few.Detect(picture, 0.5f, Fixtures.Token).Count, 1, 3);
    }

    [Fact]
    public void Boxes_that_are_no_numbers_or_have_no_extent_are_no_faces()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("det.onnx", DetectorGraphs.Scrfd(
            64, 64,
            rows => [.. Enumerable.Range(0, rows).Select(row => row == 3 ? float.NaN : 0.9f)],
            rows =>
            [
                .. Enumerable.Range(0, 4 * rows)
                    .Select(i => (i / 4 % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => -1f }),
            ],
            rows => new float[10 * rows]).ToArray());
        using var detector = FaceDetector.Open(Part("scrfd", file), 640, 640, Settings);
        using var picture = new Picture(64, 64);

        Assert.Empty(detector.Detect(picture, 0.5f, Fixtures.Token));
    }

    [Theory]
    [InlineData("scrfd")]
    [InlineData("yunet")]
    public void A_model_with_other_outputs_is_refused_when_it_is_opened(string family)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("det.onnx", new OnnxGraph().Input("x", OnnxGraphElement.Float, 1, 3, 64, 64)
            .Gives("y", [1, 2], 0f, 1f).ToArray());

        var refused = Assert.Throws<EngineException>(() => FaceDetector.Open(Part(family, file), 640, 640, Settings));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains("det.onnx", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_too_few_rows_is_refused_when_it_is_opened()
    {
        using var folder = new TemporaryFolder();
        var graph = new OnnxGraph().Input("x", OnnxGraphElement.Float, 1, 3, 64, 64);
        for (var i = 0; i < 9; i++)
            graph.Gives($"y{i}", [2, 1], 0f, 1f);
        var file = folder.Write("det.onnx", graph.ToArray());

        var refused = Assert.Throws<EngineException>(() => FaceDetector.Open(Part("scrfd", file), 640, 640, Settings));

        Assert.Contains("128 rows of 1 are due", refused.Message, StringComparison.Ordinal);
    }

    private static DetectorPart Part(string family, string file) => new()
    {
        File = file,
        Family = family == "scrfd" ? DetectorFamily.Scrfd : DetectorFamily.Yunet,
        Overlap = family == "scrfd" ? 0.4f : 0.3f,
    };
}
