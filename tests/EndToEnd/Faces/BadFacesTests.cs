using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Tests.Models;

namespace LocalAI.Plugins.EndToEnd.Tests.Faces;

/// <summary>What nobody should send: the contract's status and one sentence each, and the host finds a face afterwards.</summary>
public class BadFacesTests(FacesHost faces) : IClassFixture<FacesHost>
{
    private const string NoImage = "bm90IGFuIGltYWdlIGF0IGFsbCwgYnV0IGEgdGV4dA==";

    // 1×1, grey.
    private const string OnePixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    [Fact]
    public async Task Each_gets_its_status_and_the_host_goes_on()
    {
        var host = await faces.StartedAsync();
        var photo = FacesHost.Photo("obama");
        (StatusCode Code, string Words, Func<Task> Call)[] cases =
        [
            (StatusCode.InvalidArgument, "src", async () => await host.Client.DetectAsync(new() { Src = "" }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "src", async () => await host.Client.DetectAsync(new() { Src = NoImage }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "src",
                async () => await host.Client.DetectAsync(new() { Src = photo[..4000] }, RunningHost.Soon())),
            (StatusCode.NotFound, "src", async () => await host.Client.DetectAsync(new() { Src = "/no/such.jpg" }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "threshold",
                async () => await host.Client.DetectAsync(new() { Src = photo, Threshold = float.NaN }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "Images",
                async () => await host.Client.EmbeddingAsync(new() { Embeddings = "x" }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "Images[0]",
                async () => await host.Client.EmbeddingAsync(new() { Images = { NoImage } }, RunningHost.Soon())),
            (StatusCode.NotFound, "no face detected",
                async () => await host.Client.EmbeddingAsync(new() { Images = { OnePixel } }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "img2",
                async () => await host.Client.FaceVerifyAsync(new() { Img1 = photo, Img2 = NoImage }, RunningHost.Soon())),
            (StatusCode.NotFound, "no face detected in img2",
                async () => await host.Client.FaceVerifyAsync(
                    new() { Img1 = photo, Img2 = OnePixel, AntiSpoofing = true }, RunningHost.Soon())),
            (StatusCode.InvalidArgument, "img",
                async () => await host.Client.FaceAnalyzeAsync(new() { Img = NoImage }, RunningHost.Soon())),
        ];
        foreach (var (code, words, call) in cases)
        {
            var refused = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal((code, true), (refused.StatusCode, refused.Status.Detail.Contains(words, StringComparison.Ordinal)));
        }
        Assert.Empty((await host.Client.DetectAsync(new() { Src = OnePixel }, RunningHost.Soon())).Detections);
        Assert.Empty((await host.Client.FaceAnalyzeAsync(new() { Img = OnePixel, AntiSpoofing = true }, RunningHost.Soon())).Faces);
        Assert.Single((await host.Client.DetectAsync(new() { Src = photo }, RunningHost.Soon())).Detections);
    }

    [Fact]
    public async Task Loads_that_cannot_be_met_say_why_and_leave_the_host_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("text.onnx", "this is no model"u8.ToArray());
        folder.Write("pack.json", """{ "detector": { "file": "missing.onnx", "family": "scrfd" } }"""u8.ToArray());
        await using var host = await FacesHost.StartAsync("default");
        (string Words, ModelOptions Load)[] cases =
        [
            ("detector_onnx", new() { Model = "insightface-opencv" }),
            ("no face detector", new() { Model = "insightface-buffalo-l", Options = { $"root:{folder.Path}" } }),
            ("engine is 'caffe'", new() { Model = "default", Options = { "engine:caffe" } }),
            ("text.onnx", new() { Model = "default", Options = { $"antispoof_v2_onnx:{text}" } }),
            ("missing.onnx", new() { Model = "mine", ModelFile = folder.Path }),
        ];
        foreach (var (words, load) in cases)
        {
            load.Options.Add("plugin:faces");
            var result = await host.TryLoadAsync(load);
            Assert.False(result.Success);
            Assert.Contains(words, result.Message, StringComparison.Ordinal);
        }
        Assert.Single((await host.Client.DetectAsync(new() { Src = FacesHost.Photo("obama") }, RunningHost.Soon())).Detections);
    }
}
