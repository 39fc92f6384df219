using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;

namespace LocalAI.Plugins.Faces.Tests;

/// <summary>What nobody should send, to the default pack.</summary>
public class BadInputTests(DefaultPack pack) : IClassFixture<DefaultPack>
{
    public static TheoryData<string, string> NoImages => new()
    {
        { "empty", "" },
        { "no image", Convert.ToBase64String("this is a text, and no image at all"u8) },
        { "no base64", "§§§ not base64 §§§" },
        { "data without content", "data:image/png;base64," },
        { "truncated JPEG", TruncatedJpeg() },
        { "a header of 20,000×20,000", Convert.ToBase64String(HugePng()) },
    };

    [Theory]
    [MemberData(nameof(NoImages))]
    public async Task What_is_no_image_is_invalid_in_every_call(string what, string image)
    {
        foreach (var call in Calls(image))
        {
            var refused = await Assert.ThrowsAsync<EngineException>(call);
            Assert.True(refused.Failure == EngineFailure.InvalidInput, $"{what}: {refused.Failure}, {refused.Message}");
            Assert.InRange(refused.Message.Length, 10, 400);
        }
    }

    [Fact]
    public async Task The_second_image_of_two_is_named_and_the_first_before_it()
    {
        var second = await RefusedAsync(() => VerifyAsync(Fixtures.Photo("obama"), "bm90IGFuIGltYWdl"));
        var both = await RefusedAsync(() => VerifyAsync("bm90IGFuIGltYWdl", "bm90IGFuIGltYWdl"));

        Assert.Contains("img2", second.Message, StringComparison.Ordinal);
        Assert.Contains("img1", both.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_images_at_all_are_invalid()
    {
        var refused = await RefusedAsync(() => pack.Embedder.EmbeddingAsync(new PredictOptions { Embeddings = "text" }, Fixtures.Token));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains("Images is empty", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(640, 480)]
    public async Task Without_a_face_Detect_and_FaceAnalyze_are_empty_and_the_others_say_so(int width, int height)
    {
        var image = Plain(width, height);

        Assert.Empty((await pack.Detector.DetectAsync(new DetectOptions { Src = image }, Fixtures.Token)).Detections);
        Assert.Empty(
            (await pack.Recognizer.FaceAnalyzeAsync(new FaceAnalyzeRequest { Img = image, AntiSpoofing = true }, Fixtures.Token)).Faces);
        var embedding = await RefusedAsync(() => pack.Embedder.EmbeddingAsync(new PredictOptions { Images = { image } }, Fixtures.Token));
        var first = await RefusedAsync(() => VerifyAsync(image, Fixtures.Photo("obama")));
        var second = await RefusedAsync(() => VerifyAsync(Fixtures.Photo("obama"), image));
        foreach (var (refused, field) in new[] { (embedding, "Images[0]"), (first, "img1"), (second, "img2") })
        {
            Assert.Equal(EngineFailure.NotFound, refused.Failure);
            Assert.Contains($"no face detected in {field}", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task A_threshold_that_is_no_number_is_invalid(float threshold)
    {
        var photo = Fixtures.Photo("obama");
        foreach (var call in (Func<Task>[])[
            () => pack.Detector.DetectAsync(new DetectOptions { Src = photo, Threshold = threshold }, Fixtures.Token),
            () => pack.Recognizer.FaceVerifyAsync(
                new FaceVerifyRequest { Img1 = photo, Img2 = photo, Threshold = threshold }, Fixtures.Token)])
        {
            var refused = await RefusedAsync(call);
            Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
            Assert.Contains("threshold", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0.6f, false)]
    [InlineData(-3, 0.6f, false)]
    [InlineData(2, 2f, true)]
    public async Task A_threshold_of_zero_or_less_is_the_packs_and_two_takes_nearly_everybody(float asked, float used, bool verified)
    {
        var answer = await pack.Recognizer.FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = Fixtures.Photo("obama"), Img2 = Fixtures.Photo("biden"), Threshold = asked }, Fixtures.Token);

        Assert.Equal((used, verified), (answer.Threshold, answer.Verified));
    }

    [Fact]
    public async Task A_path_outside_of_the_folders_is_refused_and_one_to_nothing_is_not_found()
    {
        var settings = FacesSettingsReader.Read(new ModelOptions { Model = "default" });
        var description = PackSearch.Find(settings, Fixtures.PluginFolder);
        var onnx = new OnnxSettings { Device = Device.Cpu, Logger = NullLogger.Instance };
        await using var model = new FacesModel(
            new FacePack(description, settings, onnx, new Progress<float>(), Fixtures.Token), description, settings, Device.Cpu,
            name => name == FaceRules.RootsVariable ? Path.GetTempPath() + "only-here" : null);

        var outside = await RefusedAsync(() => model.DetectAsync(new DetectOptions { Src = "/etc/passwd" }, Fixtures.Token));

        Assert.Equal(EngineFailure.PermissionDenied, outside.Failure);
        Assert.Contains(FaceRules.RootsVariable, outside.Message, StringComparison.Ordinal);
        var nothing = await RefusedAsync(() => pack.Detector.DetectAsync(new DetectOptions { Src = "/no/such/image.jpg" }, Fixtures.Token));
        Assert.Equal(EngineFailure.NotFound, nothing.Failure);
    }

    [Fact]
    public async Task Thirty_faces_are_all_found_and_described()
    {
        var image = Mosaic(6, 5);

        var found = await pack.Detector.DetectAsync(new DetectOptions { Src = image, Threshold = 0.3f }, Fixtures.Token);
        var analysis = await pack.Recognizer.FaceAnalyzeAsync(new FaceAnalyzeRequest { Img = image, AntiSpoofing = true }, Fixtures.Token);

        Assert.Equal(30, found.Detections.Count);
        Assert.InRange(analysis.Faces.Count, 28, 30);
        Assert.All(analysis.Faces, face => Assert.True(face.Age > 0 && face.DominantGender.Length > 0 && face.Emotion.Count == 7));
        Assert.Equal(analysis.Faces.OrderByDescending(face => face.FaceConfidence), analysis.Faces);
    }

    [Fact]
    public async Task The_least_threshold_compares_no_more_boxes_than_the_pack_allows()
    {
        var found = await pack.Detector.DetectAsync(
            new DetectOptions { Src = Fixtures.Photo("obama"), Threshold = float.Epsilon }, Fixtures.Token);

        Assert.InRange(found.Detections.Count, 1, 750);
        Assert.Equal(found.Detections.OrderByDescending(face => face.Confidence), found.Detections);
    }

    [Fact]
    public async Task A_cancelled_call_ends_with_cancellation()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Fixtures.Token);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pack.Recognizer.FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = Fixtures.Photo("obama"), Img2 = Fixtures.Photo("obama") }, source.Token));
    }

    private Func<Task>[] Calls(string image) =>
    [
        () => pack.Detector.DetectAsync(new DetectOptions { Src = image }, Fixtures.Token),
        () => pack.Embedder.EmbeddingAsync(new PredictOptions { Images = { image } }, Fixtures.Token),
        () => VerifyAsync(image, Fixtures.Photo("obama")),
        () => VerifyAsync(Fixtures.Photo("obama"), image),
        () => pack.Recognizer.FaceAnalyzeAsync(new FaceAnalyzeRequest { Img = image }, Fixtures.Token),
    ];

    private Task<FaceVerifyResponse> VerifyAsync(string first, string second) =>
        pack.Recognizer.FaceVerifyAsync(new FaceVerifyRequest { Img1 = first, Img2 = second }, Fixtures.Token);

    private static Task<EngineException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<EngineException>(call);

    private static string Plain(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.SeaGreen);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return Convert.ToBase64String(data.ToArray());
    }

    private static string TruncatedJpeg()
    {
        using var bitmap = new SKBitmap(320, 240);
        for (var i = 0; i < 320 * 240; i++)
            bitmap.SetPixel(i % 320, i / 320, new SKColor((byte)(i * 7), (byte)(i * 13), (byte)(i / 320)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return Convert.ToBase64String(data.AsSpan()[..(int)(data.Size / 2)]);
    }

    /// <summary>One photo again and again, in columns and rows.</summary>
    private static string Mosaic(int columns, int rows)
    {
        using var photo = SKBitmap.Decode(Fixtures.Photo("obama"));
        using var face = new SKBitmap();
        Assert.True(photo.ExtractSubset(face, SKRectI.Create(300, 30, 400, 440)));
        using var bitmap = new SKBitmap(columns * 400, rows * 440);
        using (var canvas = new SKCanvas(bitmap))
        {
            for (var i = 0; i < columns * rows; i++)
                canvas.DrawBitmap(face, i % columns * 400, i / columns * 440, SKSamplingOptions.Default);
        }
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return Convert.ToBase64String(data.ToArray());
    }

    private static byte[] HugePng()
    {
        var image = Convert.FromBase64String(Plain(1, 1));
        // IHDR's width and height; its checksum follows 5 bytes behind.
        ((byte[])[0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20]).CopyTo(image, 16);
        var sum = Crc(image.AsSpan(12, 17));
        for (var i = 0; i < 4; i++)
            image[29 + i] = (byte)(sum >> (24 - 8 * i));
        return image;
    }

    /// <summary>PNG's checksum (ISO 3309).</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }
        return ~sum;
    }
}
