using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Tests.Detection;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Tests.Packs;

public class InsightFacePackTests
{
    private static readonly string[] Small = ["det_size:320"];

    [Fact]
    public async Task A_face_is_aligned_by_its_points_and_its_vector_normalised()
    {
        using var folder = new PackFolder().With("buffalo_l");
        await using var model = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);

        var vector = (await ((IEmbedder)model).EmbeddingAsync(
            new PredictOptions { Images = { PackFolder.Picture() } }, Fixtures.Token)).Embeddings;

        // Every second pixel from (40, 60) on, in means of 28×28, (p - 127.5) / 127.5.
        var expected = new double[48];
        for (var i = 0; i < expected.Length; i++)
        {
            var (channel, row, column) = (i / 16, i / 4 % 4, i % 4);
            for (var y = 28 * row; y < 28 * (row + 1); y++)
            {
                for (var x = 28 * column; x < 28 * (column + 1); x++)
                    expected[i] += (PackFolder.Pixel(PackFolder.Left + 2 * x, PackFolder.Top + 2 * y, channel) - 127.5) / 127.5 / 784;
            }
        }
        var norm = Math.Sqrt(expected.Sum(number => number * number));
        Assert.Equal(48, vector.Count);
        Assert.All(expected.Zip(vector), pair => Assert.Equal(pair.First / norm, pair.Second, 2e-3));
    }

    [Fact]
    public async Task A_graph_that_scales_itself_gets_raw_pixels()
    {
        using var folder = new PackFolder().With();
        var scaling = new OnnxGraph()
            .Input("input.1", OnnxGraphElement.Float, "n", 3, 112, 112)
            .Constant("mean", [1], 127.5f).Constant("factor", [1], 1 / 127.5f)
            .Node("Sub", ["input.1", "mean"], ["centred"])
            .Node("Mul", ["centred", "factor"], ["scaled"])
            .Node("AveragePool", ["scaled"], ["pooled"],
                OnnxGraphAttribute.Integers("kernel_shape", 28, 28), OnnxGraphAttribute.Integers("strides", 28, 28))
            .Node("Flatten", ["pooled"], ["683"], OnnxGraphAttribute.Integer("axis", 1))
            .Output("683", OnnxGraphElement.Float, "n", 48);
        await using var plain = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);
        folder.Write("w600k_r50.onnx", scaling.ToArray());
        await using var itself = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);
        var image = new PredictOptions { Images = { PackFolder.Picture() } };

        var (first, second) = ((await ((IEmbedder)plain).EmbeddingAsync(image, Fixtures.Token)).Embeddings,
            (await ((IEmbedder)itself).EmbeddingAsync(image, Fixtures.Token)).Embeddings);

        Assert.All(first.Zip(second), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public async Task Every_face_is_described_surest_first_and_gender_is_one_or_the_other()
    {
        using var folder = new PackFolder().With("models/buffalo_l");
        await using var model = await Fixtures.LoadAsync("insightface-buffalo-l", [$"root:{folder.Path}", .. Small]);

        var faces = (await ((IFaceRecognizer)model).FaceAnalyzeAsync(
            new FaceAnalyzeRequest { Img = PackFolder.Picture() }, Fixtures.Token)).Faces;

        Assert.Equal([PackFolder.BestScore, PackFolder.OtherScore], faces.Select(face => face.FaceConfidence));
        Assert.Equal(new FacialArea { X = 40, Y = 60, W = 224, H = 224 }, faces[0].Region);
        Assert.All(faces, face =>
        {
            Assert.InRange(face.Age, 1, 130);
            Assert.Equal(MathF.Round(face.Age), face.Age);
            Assert.Equal(1, face.Gender[face.DominantGender]);
            Assert.Equal(0, face.Gender[face.DominantGender == "Man" ? "Woman" : "Man"]);
            Assert.Empty(face.Emotion);
        });
    }

    [Fact]
    public async Task A_pack_without_attributes_describes_nothing_and_is_no_error()
    {
        using var folder = new PackFolder().With("buffalo_sc", attributes: false);
        await using var model = await Fixtures.LoadAsync(
            "x", ["engine:insightface", "model_pack:buffalo_sc", $"root:{folder.Path}", .. Small]);

        var face = (await ((IFaceRecognizer)model).FaceAnalyzeAsync(
            new FaceAnalyzeRequest { Img = PackFolder.Picture() }, Fixtures.Token)).Faces[0];

        Assert.Equal((0f, "", 0), (face.Age, face.DominantGender, face.Gender.Count));
    }

    [Fact]
    public async Task A_pack_without_a_recogniser_detects_and_finds_no_face_to_compare()
    {
        using var folder = new PackFolder().With(recognizer: false);
        await using var model = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);

        var found = await ((IDetector)model).DetectAsync(new DetectOptions { Src = PackFolder.Picture() }, Fixtures.Token);
        var refused = await Assert.ThrowsAsync<EngineException>(() =>
            ((IEmbedder)model).EmbeddingAsync(new PredictOptions { Images = { PackFolder.Picture() } }, Fixtures.Token));

        Assert.Equal(2, found.Detections.Count);
        Assert.Equal(EngineFailure.NotFound, refused.Failure);
        Assert.Contains("no face detected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anti_spoofing_without_a_model_is_refused_once_there_are_faces()
    {
        using var folder = new PackFolder().With();
        await using var model = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);
        await using var strict = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", "det_thresh:0.95", .. Small]);
        var verify = new FaceVerifyRequest { Img1 = PackFolder.Picture(), Img2 = PackFolder.Picture(), AntiSpoofing = true };
        var analyze = new FaceAnalyzeRequest { Img = PackFolder.Picture(), AntiSpoofing = true };

        foreach (var call in (Func<Task>[])[
            () => ((IFaceRecognizer)model).FaceVerifyAsync(verify, Fixtures.Token),
            () => ((IFaceRecognizer)model).FaceAnalyzeAsync(analyze, Fixtures.Token)])
        {
            var refused = await Assert.ThrowsAsync<EngineException>(call);
            Assert.Equal(EngineFailure.ModelNotLoaded, refused.Failure);
            Assert.Contains("anti_spoofing", refused.Message, StringComparison.Ordinal);
            Assert.Contains("silent-face-antispoofing", refused.Message, StringComparison.Ordinal);
        }
        var noFace = await Assert.ThrowsAsync<EngineException>(() => ((IFaceRecognizer)strict).FaceVerifyAsync(verify, Fixtures.Token));
        Assert.Equal(EngineFailure.NotFound, noFace.Failure);
        Assert.Empty((await ((IFaceRecognizer)strict).FaceAnalyzeAsync(analyze, Fixtures.Token)).Faces);
    }

    [Fact]
    public async Task The_threshold_of_a_call_to_Detect_replaces_the_loaded_one()
    {
        using var folder = new PackFolder().With();
        await using var model = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", "det_thresh:0.95", .. Small]);

        foreach (var (threshold, faces) in new[] { (0f, 0), (-1f, 0), (0.8f, 1), (0.6f, 2), (2f, 0) })
        {
            var found = await ((IDetector)model).DetectAsync(
                new DetectOptions { Src = PackFolder.Picture(), Threshold = threshold }, Fixtures.Token);
            Assert.Equal(faces, found.Detections.Count);
        }
    }

    [Fact]
    public async Task Faces_in_runs_of_many_are_described_as_one_by_one()
    {
        using var folder = new PackFolder().With(recognizer: false);
        folder.Write("det_10g.onnx", DetectorOfMany(30).ToArray());
        await using var many = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);
        folder.Write("genderage.onnx", PackFolder.GenderAge(faces: 1).ToArray());
        await using var single = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);
        var request = new FaceAnalyzeRequest { Img = PackFolder.Picture() };

        var together = await ((IFaceRecognizer)many).FaceAnalyzeAsync(request, Fixtures.Token);

        Assert.Equal(30, together.Faces.Count);
        Assert.True(together.Faces.DistinctBy(face => face.Age).Count() > 3);
        Assert.Equal(await ((IFaceRecognizer)single).FaceAnalyzeAsync(request, Fixtures.Token), together);
    }

    [Fact]
    public async Task A_model_that_gives_other_than_a_row_for_each_face_is_refused()
    {
        using var folder = new PackFolder().With(recognizer: false);
        folder.Write("genderage.onnx", new OnnxGraph().Input("data", OnnxGraphElement.Float, "n", 3, 96, 96)
            .Node("GlobalAveragePool", ["data"], ["pooled"])
            .Node("Flatten", ["pooled"], ["means"], OnnxGraphAttribute.Integer("axis", 1))
            .Node("Concat", ["means", "means"], ["fc1"], OnnxGraphAttribute.Integer("axis", 0))
            .Output("fc1", OnnxGraphElement.Float, "m", 3).ToArray());

        var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains("no row for each face", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_that_fix_no_place_make_no_vector()
    {
        foreach (var point in (float[])[0, float.NaN, float.PositiveInfinity])
        {
            using var folder = new PackFolder().With();
            folder.Write("det_10g.onnx", DetectorOfMany(1, point).ToArray());
            await using var model = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);

            var refused = await Assert.ThrowsAsync<EngineException>(() =>
                ((IEmbedder)model).EmbeddingAsync(new PredictOptions { Images = { PackFolder.Picture() } }, Fixtures.Token));

            Assert.Equal(EngineFailure.NotFound, refused.Failure);
        }
    }

    [Fact]
    public async Task Other_models_in_the_folder_are_passed_over()
    {
        using var folder = new PackFolder().With();
        folder.Write("1k3d68.onnx", Model(192, 1, 3309).ToArray());
        folder.Write("a_yolo.onnx", Model(640, 1, 84, 100).ToArray());
        folder.Write("broken.onnx", [1, 2, 3]);
        folder.Write("another_arcface.onnx", Model(112, 1, 64).ToArray());

        // buffalo_l's own files only; of another pack the first of each kind in the order of names.
        await using var known = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]);
        await using var other = await Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", "model_pack:mine", .. Small]);

        Assert.Equal(48UL, known.Figures["dimension"]);
        Assert.Equal(64UL, other.Figures["dimension"]);

        static OnnxGraph Model(long side, params long[] output) => new OnnxGraph()
            .Input("data", OnnxGraphElement.Float, 1, 3, side, side)
            .Gives<float>("y", output, new float[output.Aggregate((all, length) => all * length)]);
    }

    [Fact]
    public async Task A_detector_without_points_cannot_compare_and_says_so()
    {
        using var folder = new PackFolder().With(points: false);

        var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync("insightface", [$"root:{folder.Path}", .. Small]));

        Assert.Contains("no eyes", refused.Message, StringComparison.Ordinal);
    }

    private static OnnxGraph DetectorOfMany(int faces, float point = 0) => DetectorGraphs.Scrfd(
        PackFolder.Side, PackFolder.Side,
        rows => [.. Enumerable.Range(0, rows).Select(row => rows == 3200 && row % 8 == 0 && row < 8 * faces ? 0.8f : 0)],
        rows => [.. Enumerable.Repeat(1f, 4 * rows)],
        rows => [.. Enumerable.Repeat(point, 10 * rows)]);
}
