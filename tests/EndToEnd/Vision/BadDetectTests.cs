using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Tests.Models;

namespace LocalAI.Plugins.EndToEnd.Tests.Vision;

/// <summary>What is wrong is refused with the contract's code and one sentence, and the host answers on.</summary>
public class BadDetectTests
{
    [Fact]
    public async Task Without_a_model_LocalAI_is_told_to_load_one()
    {
        await using var host = await VisionHost.StartAsync(new HostSettings());

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.DetectAsync(new DetectOptions { Src = "AAAA" }, RunningHost.Soon()));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
    }

    [Fact]
    public async Task Bad_requests_are_refused_one_by_one_and_the_host_goes_on()
    {
        var photo = VisionHost.Photo("dog.jpg");
        var bytes = await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken);
        await using var host = await VisionHost.StartAsync("yolox_nano.onnx");
        (StatusCode Code, string Words, DetectOptions Request)[] cases =
        [
            (StatusCode.InvalidArgument, "src is empty", new() { }),
            (StatusCode.InvalidArgument, "src", new() { Src = "data:image/jpeg;base64," }),
            (StatusCode.InvalidArgument, "src", new() { Src = Convert.ToBase64String("no image, but words"u8) }),
            (StatusCode.InvalidArgument, "src", new() { Src = Convert.ToBase64String(bytes[..(bytes.Length / 2)]) }),
            (StatusCode.NotFound, "src", new() { Src = "/nowhere/at/all.jpg" }),
            (StatusCode.InvalidArgument, "threshold is NaN", new() { Src = photo, Threshold = float.NaN }),
            (StatusCode.InvalidArgument, "prompt asks for 'dgo'", new() { Src = photo, Prompt = "dgo" }),
        ];

        foreach (var (code, words, request) in cases)
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.DetectAsync(request, RunningHost.Soon()));
            Assert.Equal((code, true), (refusal.StatusCode, refusal.Status.Detail.Contains(words, StringComparison.Ordinal)));
            Assert.InRange(refusal.Status.Detail.Length, 10, 400);
        }

        var found = await host.Client.DetectAsync(new DetectOptions { Src = photo, Threshold = -1 }, RunningHost.Soon());
        Assert.Equal(["dog", "bicycle", "car"], VisionHost.Names(found));
    }

    [Fact]
    public async Task A_path_outside_of_the_folders_that_are_named_is_denied()
    {
        var photo = VisionHost.Photo("dog.jpg");
        var model = VisionHost.Model("yolox_nano.onnx");
        using var folder = new TemporaryFolder();
        await using var host = await VisionHost.StartAsync(new HostSettings
        {
            Environment = new Dictionary<string, string> { ["LOCALAI_VISION_ROOTS"] = folder.Path },
        });
        Assert.True((await host.TryLoadAsync(model)).Success);
        File.Copy(photo, folder.File("inside.jpg"));

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.DetectAsync(new DetectOptions { Src = photo }, RunningHost.Soon()));

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        Assert.Contains("LOCALAI_VISION_ROOTS", refusal.Status.Detail, StringComparison.Ordinal);
        var inside = await host.Client.DetectAsync(new DetectOptions { Src = folder.File("inside.jpg") }, RunningHost.Soon());
        Assert.NotEmpty(inside.Detections);
    }

    [Fact]
    public async Task Files_that_are_no_model_or_no_detector_are_refused_and_the_loaded_model_stays()
    {
        var photo = VisionHost.Photo("dog.jpg");
        using var folder = new TemporaryFolder();
        await using var host = await VisionHost.StartAsync("yolox_nano.onnx");
        string[] files =
        [
            folder.Write("words.onnx", "no model, but words"u8.ToArray()),
            folder.Write("empty.onnx", []),
            folder.File("none.onnx"),
            Repository.Model("vad/silero_vad_v5.onnx"),
        ];

        foreach (var file in files)
        {
            var result = await host.TryLoadAsync(new ModelOptions { Model = "bad", ModelFile = file, Options = { "plugin:vision" } });
            Assert.False(result.Success);
            Assert.Contains(Path.GetFileName(file), result.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3, (await host.Client.DetectAsync(new DetectOptions { Src = photo }, RunningHost.Soon())).Detections.Count);
    }

    [Fact]
    public async Task All_faults_of_the_options_are_said_at_once()
    {
        var model = VisionHost.Model("yolox_nano.onnx", "family:yolo", "threshold:2", "colour:red");
        await using var host = await VisionHost.StartAsync(new HostSettings());

        var result = await host.TryLoadAsync(model);

        Assert.False(result.Success);
        foreach (var part in (string[])["family is 'yolo'", "threshold is '2'", "'colour' is unknown"])
            Assert.Contains(part, result.Message, StringComparison.Ordinal);
    }
}
