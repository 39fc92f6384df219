using System.Text.Json;
using LocalAI.CommandLine.Pictures;
using LocalAI.CommandLine.Tests.Pictures;
using LocalAI.Plugins.Protocol;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>The commands that look at photos, over the wire, with answers that are made up: what engines find is tested with them.</summary>
public sealed class ImageCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly MadeUpService _service = new();
    private MadeUpHost _host = null!;
    private string _photo = "";

    public async ValueTask InitializeAsync()
    {
        _host = await MadeUpHost.StartAsync(_service);
        _photo = Path.Combine(_folder.Path, "photo.png");
        await File.WriteAllBytesAsync(_photo, TestPhotos.Plain(640, 480, SKColors.Gray).Bytes, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Detect_sends_the_bytes_shows_a_table_and_draws()
    {
        var mask = TestPhotos.Mask(640, 480, SKRectI.Create(120, 140, 50, 50));
        _service.Detections = new DetectResponse
        {
            Detections =
            {
                new Detection
                {
                    ClassName = "dog", Confidence = 0.8512f, X = 100, Y = 120, Width = 200, Height = 150,
                    Mask = Google.Protobuf.ByteString.CopyFrom(mask),
                },
                new Detection { ClassName = "bicycle", Confidence = 0.5f, X = 350, Y = 200, Width = 100, Height = 100 },
            },
        };
        var output = Path.Combine(_folder.Path, "out.png");
        using var tool = new RecordedTerminal();
        var exitCode = await tool.RunAsync(
            "detect", _photo, "-o", output, "--threshold", "0.25", "--prompt", "dog, bicycle", "--model", "/there/yolox.onnx",
            "--option", "nms:0.5", "--addr", _host.Address);

        Assert.True(exitCode == 0, tool.Notes);
        Assert.Matches(
            @"^class +confidence +box *\ndog +0\.85 +200 × 150 at 100, 120 *\nbicycle +0\.50 +100 × 100 at 350, 200 *\n$", tool.Output);
        Assert.Equal($"The drawing is in {output}.\n", tool.Notes);
        Assert.Equal(("/there/yolox.onnx", "nms:0.5"), (_service.Loaded!.ModelFile, Assert.Single(_service.Loaded.Options)));
        var asked = _service.ToDetect!;
        Assert.Equal((Base64(_photo), 0.25f, "dog, bicycle"), (asked.Src, asked.Threshold, asked.Prompt));

        using var drawing = TestPhotos.Decode(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
        var colours = new KindColours(["dog", "bicycle"]);
        Assert.Equal(colours["dog"], drawing.GetPixel(100, 200));
        Assert.Equal(colours["bicycle"], drawing.GetPixel(350, 250));
        Assert.NotEqual(SKColors.Gray, drawing.GetPixel(145, 165));
        Assert.Equal(SKColors.Gray, drawing.GetPixel(250, 250));
    }

    [Fact]
    public async Task Detect_with_json_prints_one_object_and_nothing_else()
    {
        _service.Detections = new DetectResponse
        {
            Detections =
            {
                new Detection { ClassName = "dog", Confidence = 0.5f, X = 1, Y = 2, Width = 3, Height = 4 },
                new Detection { ClassName = "cat", Confidence = 0.25f, Mask = Google.Protobuf.ByteString.CopyFrom(0, 255) },
            },
        };
        using var tool = new RecordedTerminal();
        Assert.Equal(0, await tool.RunAsync("detect", _photo, "--json", "--addr", _host.Address));
        Assert.Equal(
            """{"detections":[{"class_name":"dog","confidence":0.5,"x":1,"y":2,"width":3,"height":4},"""
            + """{"class_name":"cat","confidence":0.25,"x":0,"y":0,"width":0,"height":0,"mask":"AP8="}]}""" + "\n",
            tool.Output);
        Assert.Empty(tool.Notes);
        Assert.Null(_service.Loaded);

        using var drawn = new RecordedTerminal();
        var output = Path.Combine(_folder.Path, "out.png");
        Assert.Equal(0, await drawn.RunAsync("detect", _photo, "--json", "-o", output, "--addr", _host.Address));
        Assert.Equal(output, JsonDocument.Parse(drawn.Output).RootElement.GetProperty("output").GetString());
        Assert.True(File.Exists(output));
    }

    [Theory]
    [InlineData(true, 0, "The same person: ")]
    [InlineData(false, 2, "Not the same person: ")]
    public async Task Verify_answers_by_its_exit_code(bool verified, int exitCode, string beginning)
    {
        _service.Verification = new FaceVerifyResponse { Verified = verified, Distance = verified ? 0.2f : 0.8f, Threshold = 0.6f, Model = "m" };
        string[] args = ["faces", "verify", _photo, _photo, "--addr", _host.Address];
        using var tool = new RecordedTerminal();
        Assert.Equal(exitCode, await tool.RunAsync([.. args, "--threshold", "0.6", "--anti-spoofing"]));
        Assert.StartsWith(beginning, tool.Output, StringComparison.Ordinal);
        Assert.Empty(tool.Notes);
        var asked = _service.ToVerify!;
        Assert.Equal((Base64(_photo), Base64(_photo), 0.6f, true), (asked.Img1, asked.Img2, asked.Threshold, asked.AntiSpoofing));

        using var json = new RecordedTerminal();
        Assert.Equal(exitCode, await json.RunAsync([.. args, "--json"]));
        var members = JsonDocument.Parse(json.Output).RootElement.EnumerateObject().Select(member => member.Name);
        Assert.Equal(["verified", "distance", "threshold", "confidence", "model", "processing_time_ms"], members);
    }

    [Fact]
    public async Task Verify_with_json_has_the_names_of_LocalAI()
    {
        _service.Verification = new FaceVerifyResponse
        {
            Verified = true,
            Distance = 0.25f,
            Threshold = 0.5f,
            Confidence = 50,
            Model = "default",
            ProcessingTimeMs = 1.5f,
            Img1Area = new FacialArea { X = 1, Y = 2, W = 3, H = 4 },
            Img2Area = new FacialArea { X = 5, Y = 6, W = 7, H = 8 },
            Img1IsReal = true,
            Img1AntispoofScore = 0.75f,
            Img2AntispoofScore = 0.125f,
        };
        using var tool = new RecordedTerminal();
        Assert.Equal(0, await tool.RunAsync("faces", "verify", _photo, _photo, "--json", "--anti-spoofing", "--addr", _host.Address));
        Assert.Equal(
            """{"verified":true,"distance":0.25,"threshold":0.5,"confidence":50,"model":"default","img1_area":{"x":1,"y":2,"w":3,"h":4}"""
            + ""","img2_area":{"x":5,"y":6,"w":7,"h":8},"processing_time_ms":1.5,"img1_is_real":true,"img1_antispoof_score":0.75"""
            + ""","img2_is_real":false,"img2_antispoof_score":0.125}""" + "\n",
            tool.Output);
    }

    [Fact]
    public async Task Analyze_asks_for_what_is_wanted_and_draws_each_face()
    {
        _service.Analysis = TwoFaces();
        var output = Path.Combine(_folder.Path, "faces.png");
        using var tool = new RecordedTerminal();
        var exitCode = await tool.RunAsync(
            "faces", "analyze", _photo, "-o", output, "--actions", "age, gender", "--anti-spoofing", "--model", "default",
            "--addr", _host.Address);
        Assert.True(exitCode == 0, tool.Notes);
        Assert.Equal(("default", "plugin:faces"), (_service.Loaded!.Model, Assert.Single(_service.Loaded.Options)));
        var asked = _service.ToAnalyze!;
        Assert.Equal((Base64(_photo), true), (asked.Img, asked.AntiSpoofing));
        Assert.Equal(["age", "gender"], asked.Actions);
        Assert.Matches(@"\n1 +47 +Man +happy +0\.99 +100 × 100 at 50, 100 +yes, 0\.90 *\n2 +– ", tool.Output);

        using var drawing = TestPhotos.Decode(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken));
        var colours = new KindColours(["1", "2"]);
        Assert.Equal((colours["1"], colours["2"]), (drawing.GetPixel(50, 150), drawing.GetPixel(300, 150)));
    }

    [Fact]
    public async Task Analyze_with_json_leaves_out_what_is_not_known()
    {
        _service.Analysis = TwoFaces();
        using var tool = new RecordedTerminal();
        Assert.Equal(0, await tool.RunAsync("faces", "analyze", _photo, "--json", "--addr", _host.Address));
        Assert.Equal(
            """{"faces":[{"region":{"x":50,"y":100,"w":100,"h":100},"face_confidence":0.99,"age":46.5"""
            + ""","dominant_gender":"Man","gender":{"Man":0.75,"Woman":0.25},"dominant_emotion":"happy","emotion":{"happy":1}},"""
            + """{"region":{"x":300,"y":100,"w":80,"h":80},"face_confidence":0.5}]}""" + "\n",
            tool.Output);
        Assert.Empty(_service.ToAnalyze!.Actions);
    }

    [Fact]
    public async Task A_refusal_of_the_host_is_one_sentence_and_leaves_no_file()
    {
        _service.Refusal = "FaceAnalyze: img is no image; send a JPEG, PNG, WebP, BMP or GIF.";
        using var tool = new RecordedTerminal();
        var output = Path.Combine(_folder.Path, "out.png");
        var exitCode = await tool.RunAsync("faces", "analyze", _photo, "-o", output, "--addr", _host.Address);
        Assert.Equal((1, "", _service.Refusal + "\n"), (exitCode, tool.Output, tool.Notes));
        Assert.Equal([_photo], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("is the image itself; name another file for the drawing.", "photo.png", "photo.png")]
    [InlineData("cannot be written; name a file in a folder that exists and can be written to.", "photo.png", "nowhere/out.png")]
    [InlineData("is no image that can be drawn on; give a JPEG, PNG, WebP, BMP or GIF file.", "notes.txt", "out.png")]
    public async Task What_cannot_be_drawn_is_said_before_the_host_is_asked(string sentence, string photo, string output)
    {
        _folder.Write("notes.txt", "hello");
        using var tool = new RecordedTerminal();
        Assert.Equal(1, await tool.RunAsync(
            "detect", Path.Combine(_folder.Path, photo), "-o", Path.Combine(_folder.Path, output), "--addr", _host.Address));
        Assert.EndsWith(sentence + "\n", tool.Notes, StringComparison.Ordinal);
        Assert.Single(tool.Notes.TrimEnd('\n').Split('\n'));
        Assert.Null(_service.ToDetect);
    }

    [Fact]
    public async Task Where_nothing_is_drawn_the_library_that_draws_is_not_loaded()
    {
        _service.Detections = new DetectResponse { Detections = { new Detection { ClassName = "dog", Confidence = 0.5f } } };
        foreach (var file in Directory.EnumerateFiles(ToolProcess.Folder))
            File.Copy(file, Path.Combine(_folder.Path, Path.GetFileName(file)));
        // Whoever loads it fails.
        _folder.Write("SkiaSharp.dll", "");
        var tool = Path.Combine(_folder.Path, ToolProcess.FileName);

        string[] args = ["detect", _photo, "--addr", _host.Address];
        var plain = await ToolProcess.RunCopyAsync(tool, args);
        Assert.Equal((0, ""), (plain.ExitCode, plain.Errors));
        Assert.NotEqual(0, (await ToolProcess.RunCopyAsync(tool, [.. args, "-o", Path.Combine(_folder.Path, "out.png")])).ExitCode);
    }

    [Fact]
    public async Task The_help_of_verify_tells_its_exit_codes()
    {
        using var tool = new RecordedTerminal();
        Assert.Equal(0, await tool.RunAsync("faces", "verify", "--help"));
        Assert.Contains("The exit code is 0 when they do, 2 when they do not, and 1 after an error.", tool.Output, StringComparison.Ordinal);
    }

    private static FaceAnalyzeResponse TwoFaces() => new()
    {
        Faces =
        {
            new FaceAnalysis
            {
                Region = new FacialArea { X = 50, Y = 100, W = 100, H = 100 }, FaceConfidence = 0.99f, Age = 46.5f, DominantGender = "Man",
                Gender = { ["Man"] = 0.75f, ["Woman"] = 0.25f }, DominantEmotion = "happy", Emotion = { ["happy"] = 1 }, IsReal = true,
                AntispoofScore = 0.9f,
            },
            new FaceAnalysis { Region = new FacialArea { X = 300, Y = 100, W = 80, H = 80 }, FaceConfidence = 0.5f },
        },
    };

    private static string Base64(string file) => Convert.ToBase64String(File.ReadAllBytes(file));
}
