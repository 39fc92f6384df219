using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Tests.Packs;

public class PackReaderTests
{
    private const string Described = """
        {
          "verifyThreshold": 0.42,
          "detector": { "file": "d.onnx", "family": "scrfd", "pixels": { "order": "rgb" }, "threshold": 0.6 },
          "embedder": { "file": "e.onnx" }
        }
        """;

    [Fact]
    public async Task A_folder_with_a_description_is_a_pack()
    {
        using var folder = new PackFolder();
        folder.Write("d.onnx", PackFolder.Detector().ToArray());
        folder.Write("e.onnx", PackFolder.Embedder().ToArray());
        folder.Write("pack.json", Encoding.UTF8.GetBytes(Described));
        await using var model = await Fixtures.LoadAsync(
            new ModelOptions { Model = "mine", ModelFile = folder.Path, Options = { "det_size:320" } });

        var answer = await ((IFaceRecognizer)model).FaceVerifyAsync(
            new FaceVerifyRequest { Img1 = PackFolder.Picture(), Img2 = PackFolder.Picture() }, Fixtures.Token);

        Assert.Equal(("mine", 0.42f, true), (answer.Model, answer.Threshold, answer.Verified));
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("null", "cannot be read")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{ "detektor": {} }""", "detektor")]
    [InlineData("""{ "detector": null }""", "detector is missing")]
    [InlineData("""{ "detector": { "file": "d.onnx" } }""", "family")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "haar" } }""", "cannot be read")]
    [InlineData("""{ "detector": { "file": "../d.onnx", "family": "scrfd" } }""", "detector.file is no file name")]
    [InlineData("""{ "detector": { "file": "none.onnx", "family": "scrfd" } }""", "the file 'none.onnx' of detector is not there")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "scrfd", "threshold": 7 } }""", "detector.threshold")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "scrfd", "pixels": { "divisor": [0, 1, 1] } } }""", "pixels.divisor")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "scrfd", "pixels": { "mean": [0] } } }""", "detector.pixels.mean")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "scrfd" }, "attributes": [null] }""", "holds null")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "scrfd", "pixels": null } }""", "cannot be read")]
    [InlineData("""{ "detector": { "file": "d.onnx", "family": "scrfd" }, "verifyThreshold": 3 }""", "verifyThreshold")]
    [InlineData(
        """{ "detector": null, "aligner": { "file": "d.onnx", "crop": { "kind": "shifted", "scale": 99 }, "points": [] } }""",
        "aligner.crop.scale is not from 0.5 to 10; aligner.points")]
    public void A_description_that_cannot_be_used_is_refused_with_its_faults(string json, string words)
    {
        using var folder = new PackFolder();
        folder.Write("d.onnx", [1]);
        folder.Write("pack.json", Encoding.UTF8.GetBytes(json));

        var refused = Assert.Throws<EngineException>(() => PackReader.ReadFolder(folder.Path));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_description_that_is_too_long_is_not_read()
    {
        using var folder = new PackFolder();
        folder.Write("pack.json", new byte[2 << 20]);

        var refused = Assert.Throws<EngineException>(() => PackReader.ReadFolder(folder.Path));

        Assert.Contains("megabyte", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default/pack.json")]
    [InlineData("insightface.json")]
    [InlineData("opencv.json")]
    [InlineData("minifasnet.json")]
    public void The_plugins_own_descriptions_can_be_read(string name) =>
        Assert.NotEmpty(PackReader.Read(Path.Combine(Fixtures.PluginFolder, "packs", name)).Parts);
}
