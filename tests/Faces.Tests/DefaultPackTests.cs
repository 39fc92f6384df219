using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Tests;

/// <summary>
/// The default pack on photos, compared with the same models run in JavaScript on another decoder's pixels: what differs is the decoder.
/// </summary>
public class DefaultPackTests(DefaultPack pack) : IClassFixture<DefaultPack>
{
    private static readonly string[] Photos = ["biden", "image_F1", "image_T1", "obama", "obama2"];

    public static TheoryData<string> Names => [.. Photos];

    public static TheoryData<string, string> Pairs =>
        [.. from first in Photos from second in Photos where string.CompareOrdinal(first, second) < 0 select (first, second)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task One_face_is_found_where_the_independent_run_finds_it(string name)
    {
        var golden = Golden.DefaultPack["photos"]![name]!;
        var box = Golden.Numbers(golden["box"]);

        var found = await pack.Detector.DetectAsync(new DetectOptions { Src = Fixtures.Photo(name) }, Fixtures.Token);

        var face = Assert.Single(found.Detections);
        Assert.Equal("face", face.ClassName);
        Assert.Equal(golden["score"]!.GetValue<float>(), face.Confidence, 0.01);
        Assert.All(new[] { face.X, face.Y, face.Width, face.Height }.Zip(box), pair => Assert.Equal(pair.Second, pair.First, 4.0));
        Assert.True(face.Mask.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Cosines_are_those_of_the_independent_run_and_decide_rightly(string first, string second)
    {
        var same = (first, second) is ("obama", "obama2");
        var golden = Golden.DefaultPack["cosines"]![$"{first} {second}"]!.GetValue<float>();

        var answer = await pack.Recognizer.FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = Fixtures.Photo(first), Img2 = Fixtures.Photo(second) }, Fixtures.Token);

        TestContext.Current.TestOutputHelper!.WriteLine($"| {first}, {second} | {1 - answer.Distance:0.000} | {golden:0.000} |");
        Assert.Equal(golden, 1 - answer.Distance, 0.05);
        Assert.Equal(Documented(first, second), 1 - answer.Distance, 0.01);
        Assert.Equal(same, answer.Verified);
        Assert.Equal(0.6f, answer.Threshold);
        Assert.Equal("default", answer.Model);
        Assert.Equal(same ? (1 - answer.Distance / 0.6f) * 100 : 0, answer.Confidence, 0.01);
        Assert.True(answer.ProcessingTimeMs > 0);
        Assert.True(answer is { Img1Area.W: > 50, Img2Area.H: > 50 });
        Assert.False(answer.Img1IsReal);
        Assert.Equal(0, answer.Img1AntispoofScore);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Age_gender_emotion_and_liveness_are_those_of_the_independent_run(string name)
    {
        var golden = Golden.DefaultPack["photos"]![name]!;

        var face = Assert.Single((await AnalyzeAsync(name, live: true)).Faces);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"| {name} | {face.AntispoofScore:0.000} | {face.Gender["Man"]:0.00} | {face.Age:0} | "
            + $"{face.DominantEmotion} {face.Emotion[face.DominantEmotion]:0.00} |");
        Assert.Equal(golden["age"]!.GetValue<float>(), face.Age, 4.0);
        Assert.Equal(golden["man"]!.GetValue<float>(), face.Gender["Man"], 0.1);
        Assert.Equal(1, face.Gender["Man"] + face.Gender["Woman"], 1e-5);
        Assert.Equal(face.Gender["Man"] > face.Gender["Woman"] ? "Man" : "Woman", face.DominantGender);
        Assert.Equal(golden["live"]!.GetValue<float>(), face.AntispoofScore, 0.1);
        string[] labels = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];
        Assert.All(labels.Zip(Golden.Numbers(golden["emotions"])), pair => Assert.Equal(pair.Second, face.Emotion[pair.First], 0.15));
        Assert.Equal(face.Emotion.MaxBy(emotion => emotion.Value).Key, face.DominantEmotion);
        Assert.Equal(1, face.Emotion.Values.Sum(), 1e-4);
        Assert.Empty(face.Race);
        Assert.InRange(face.FaceConfidence, 0.65f, 1);
    }

    [Theory]
    [InlineData("obama", true)]
    [InlineData("obama2", true)]
    [InlineData("biden", true)]
    [InlineData("image_T1", true)]
    [InlineData("image_F1", false)]
    public async Task A_printed_face_is_not_live(string name, bool live) =>
        Assert.Equal(live, Assert.Single((await AnalyzeAsync(name, live: true)).Faces).IsReal);

    [Theory]
    [InlineData("obama", "Man")]
    [InlineData("obama2", "Man")]
    [InlineData("biden", "Man")]
    [InlineData("image_T1", "Woman")]
    public async Task Gender_is_right_on_these_photos(string name, string gender) =>
        Assert.Equal(gender, Assert.Single((await AnalyzeAsync(name)).Faces).DominantGender);

    [Fact]
    public async Task Without_anti_spoofing_nothing_is_said_about_liveness()
    {
        var face = Assert.Single((await AnalyzeAsync("obama")).Faces);

        Assert.False(face.IsReal);
        Assert.Equal(0, face.AntispoofScore);
    }

    [Fact]
    public async Task Only_the_named_actions_are_answered()
    {
        var age = Assert.Single((await AnalyzeAsync("obama", actions: [" Age ", "race", "height"])).Faces);
        var rest = Assert.Single((await AnalyzeAsync("obama", actions: ["gender", "emotion"])).Faces);

        Assert.True(age.Age > 0);
        Assert.Empty(age.Gender);
        Assert.Empty(age.DominantGender);
        Assert.Empty(age.Emotion);
        Assert.Equal(0, rest.Age);
        Assert.Equal("Man", rest.DominantGender);
        Assert.Equal("happy", rest.DominantEmotion);
    }

    [Fact]
    public async Task Two_equal_images_are_at_distance_zero()
    {
        var answer = await pack.Recognizer.FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = Fixtures.Photo("obama"), Img2 = Fixtures.Photo("obama") }, Fixtures.Token);

        Assert.InRange(answer.Distance, 0, 1e-4);
        Assert.True(answer.Verified);
        Assert.InRange(answer.Confidence, 99.9f, 100);
    }

    [Fact]
    public async Task A_spoof_is_not_verified_and_changes_nothing_else()
    {
        var request = new FaceVerifyRequest { Img1 = Fixtures.Photo("image_F1"), Img2 = Fixtures.Photo("image_F1") };
        var without = await pack.Recognizer.FaceVerifyAsync(request, Fixtures.Token);
        request.AntiSpoofing = true;
        var with = await pack.Recognizer.FaceVerifyAsync(request, Fixtures.Token);

        Assert.True(without.Verified);
        Assert.False(with.Verified);
        Assert.False(with.Img1IsReal);
        Assert.Equal(without.Distance, with.Distance);
        Assert.Equal(without.Confidence, with.Confidence);
        Assert.InRange(with.Img1AntispoofScore, 1e-9f, 0.1f);
    }

    [Fact]
    public async Task Two_live_faces_of_one_person_are_verified()
    {
        var answer = await pack.Recognizer.FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = Fixtures.Photo("obama"), Img2 = Fixtures.Photo("obama2"), AntiSpoofing = true }, Fixtures.Token);

        Assert.True(answer is { Verified: true, Img1IsReal: true, Img2IsReal: true });
        Assert.True(answer is { Img1AntispoofScore: > 0.5f, Img2AntispoofScore: > 0.5f });
    }

    [Fact]
    public async Task The_threshold_of_a_call_decides_strictly()
    {
        var request = new FaceVerifyRequest { Img1 = Fixtures.Photo("obama"), Img2 = Fixtures.Photo("obama2") };
        var distance = (await pack.Recognizer.FaceVerifyAsync(request, Fixtures.Token)).Distance;
        request.Threshold = distance;
        var at = await pack.Recognizer.FaceVerifyAsync(request, Fixtures.Token);
        request.Threshold = MathF.BitIncrement(distance);
        var above = await pack.Recognizer.FaceVerifyAsync(request, Fixtures.Token);

        Assert.False(at.Verified);
        Assert.Equal(0, at.Confidence);
        Assert.Equal(distance, at.Threshold);
        Assert.True(above.Verified);
    }

    [Fact]
    public async Task A_vector_has_length_one_and_is_of_the_first_image()
    {
        var images = new PredictOptions { Images = { Fixtures.Photo("obama"), Fixtures.Photo("biden") } };
        var vector = (await pack.Embedder.EmbeddingAsync(images, Fixtures.Token)).Embeddings;
        images.Images.RemoveAt(1);
        var alone = (await pack.Embedder.EmbeddingAsync(images, Fixtures.Token)).Embeddings;

        Assert.Equal(512, vector.Count);
        Assert.Equal(1, vector.Sum(number => number * number), 1e-4);
        Assert.Equal(alone, vector);
    }

    [Fact]
    public async Task MiniFASNet_tells_the_printed_face_too()
    {
        await using var model = await Fixtures.LoadAsync(
            "default",
            "antispoof_v2_onnx:" + Fixtures.Model("2.7_80x80_MiniFASNetV2.onnx"),
            "antispoof_v1se_onnx:" + Fixtures.Model("4_0_0_80x80_MiniFASNetV1SE.onnx"));
        foreach (var name in Photos)
        {
            var analysis = await ((IFaceRecognizer)model).FaceAnalyzeAsync(
                new FaceAnalyzeRequest { Img = Fixtures.Photo(name), AntiSpoofing = true, Actions = { "race" } }, Fixtures.Token);

            var face = Assert.Single(analysis.Faces);
            Assert.Equal(Golden.DefaultPack["photos"]![name]!["real"]!.GetValue<float>(), face.AntispoofScore, 0.1);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name} {face.AntispoofScore:0.000}");
            Assert.Equal(name != "image_F1", face.IsReal);
        }
    }

    [Fact]
    public async Task Calls_at_once_answer_as_one_after_another()
    {
        var requests = Photos.Select(name => new FaceAnalyzeRequest { Img = Fixtures.Photo(name), AntiSpoofing = true }).ToList();
        List<FaceAnalyzeResponse> apart = [];
        foreach (var request in requests)
            apart.Add(await pack.Recognizer.FaceAnalyzeAsync(request, Fixtures.Token));

        var together = await Task.WhenAll(Enumerable.Repeat(requests, 4).SelectMany(all => all)
            .Select(request => pack.Recognizer.FaceAnalyzeAsync(request, Fixtures.Token)));

        for (var i = 0; i < together.Length; i++)
            Assert.Equal(apart[i % apart.Count], together[i]);
    }

    /// <summary>The cosine of a pair in the plugin's page.</summary>
    private static float Documented(string first, string second)
    {
        var page = File.ReadLines(Path.Combine(SolutionFolder.Path, "plugins", "faces", "README.md"));
        var row = page.Single(line => line.StartsWith($"| {first}, {second} |", StringComparison.Ordinal));
        return float.Parse(row.Split('|')[2], System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<FaceAnalyzeResponse> AnalyzeAsync(string name, bool live = false, params string[] actions) =>
        pack.Recognizer.FaceAnalyzeAsync(
            new FaceAnalyzeRequest { Img = Fixtures.Photo(name), AntiSpoofing = live, Actions = { actions } }, Fixtures.Token);
}
