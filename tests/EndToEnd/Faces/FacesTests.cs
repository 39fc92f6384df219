using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Faces;

/// <summary>Faces through the host, in the order in which LocalAI's own tests of backends ask.</summary>
public class FacesTests(FacesHost faces) : IClassFixture<FacesHost>
{
    [Fact]
    public async Task A_face_is_detected_in_a_photo_as_base64_a_data_URI_and_a_path()
    {
        var host = await faces.StartedAsync();
        var photo = FacesHost.Photo("obama");
        foreach (var source in (string[])[photo, $"data:image/jpeg;base64,{photo}", SharedFiles.Find("data/faces/obama.jpg")])
        {
            var found = await host.Client.DetectAsync(new DetectOptions { Src = source }, RunningHost.Soon());

            var face = Assert.Single(found.Detections);
            Assert.Equal("face", face.ClassName);
            Assert.True(face is { Width: > 100, Height: > 100, X: > 300, Y: > 50 });
        }
    }

    [Fact]
    public async Task A_face_becomes_a_vector_of_length_one()
    {
        var host = await faces.StartedAsync();

        var result = await host.Client.EmbeddingAsync(new PredictOptions { Images = { FacesHost.Photo("obama") } }, RunningHost.Soon());

        Assert.Equal(512, result.Embeddings.Count);
        Assert.InRange(result.Embeddings.Sum(number => number * number), 0.95, 1.05);
    }

    [Fact]
    public async Task One_person_is_nearer_than_another()
    {
        var host = await faces.StartedAsync();

        var equal = await VerifyAsync(host, "obama", "obama");
        var same = await VerifyAsync(host, "obama", "obama2");
        var other = await VerifyAsync(host, "obama", "biden");

        Assert.True(equal.Verified && same.Verified && !other.Verified);
        Assert.InRange(equal.Distance, 0, 0.01);
        Assert.True(equal.Distance < same.Distance && same.Distance < other.Distance);
        Assert.Equal("default", same.Model);
    }

    [Fact]
    public async Task A_printed_face_is_not_live_and_so_not_verified()
    {
        var host = await faces.StartedAsync();

        var live = await VerifyAsync(host, "obama", "obama2", antiSpoofing: true);
        var spoof = await VerifyAsync(host, "obama", "image_F1", antiSpoofing: true);

        Assert.True(live is { Verified: true, Img1IsReal: true, Img2IsReal: true, Img1AntispoofScore: > 0, Img2AntispoofScore: > 0 });
        Assert.True(spoof is { Verified: false, Img1IsReal: true, Img2IsReal: false });
    }

    [Fact]
    public async Task Faces_are_described()
    {
        var host = await faces.StartedAsync();

        var analysis = await host.Client.FaceAnalyzeAsync(
            new FaceAnalyzeRequest { Img = FacesHost.Photo("obama"), AntiSpoofing = true }, RunningHost.Soon());

        var face = Assert.Single(analysis.Faces);
        Assert.True(face is { FaceConfidence: > 0.9f, Age: > 0, DominantGender: "Man", DominantEmotion: "happy", IsReal: true });
    }

    [Fact]
    public async Task MiniFASNet_can_tell_what_is_live_instead()
    {
        await using var host = await FacesHost.StartAsync(
            "default",
            $"antispoof_v2_onnx:{SharedFiles.Find("models/faces/2.7_80x80_MiniFASNetV2.onnx")}",
            $"antispoof_v1se_onnx:{SharedFiles.Find("models/faces/4_0_0_80x80_MiniFASNetV1SE.onnx")}");

        var live = await VerifyAsync(host, "image_T1", "image_T1", antiSpoofing: true);
        var spoof = await VerifyAsync(host, "image_F1", "image_F1", antiSpoofing: true);

        Assert.True(live is { Verified: true, Img1IsReal: true, Img1AntispoofScore: > 0.9f });
        Assert.True(spoof is { Verified: false, Img1IsReal: false, Img1AntispoofScore: < 0.5f });
    }

    [Fact]
    public async Task Status_shows_the_bytes_of_the_models()
    {
        var host = await faces.StartedAsync();

        var memory = (await host.Client.StatusAsync(new HealthMessage(), RunningHost.Soon())).Memory;

        Assert.All((string[])["detector", "recogniser", "attributes", "liveness"], name => Assert.True(memory.Breakdown[name] > 1_000_000));
        Assert.Equal(512UL, memory.Breakdown["default@cpu#dimension"]);
    }

    private static async Task<FaceVerifyResponse> VerifyAsync(RunningHost host, string first, string second, bool antiSpoofing = false) =>
        await host.Client.FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = FacesHost.Photo(first), Img2 = FacesHost.Photo(second), AntiSpoofing = antiSpoofing },
            RunningHost.Soon());
}
