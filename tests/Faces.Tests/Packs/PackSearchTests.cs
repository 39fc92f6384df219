using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Tests.Detection;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Tests.Packs;

public class PackSearchTests
{
    [Theory]
    [InlineData("models", "", "buffalo_s")]
    [InlineData("models", "", "models/buffalo_s")]
    [InlineData("models", "", "")]
    [InlineData("", "root", "models/buffalo_s")]
    [InlineData("", "root", "buffalo_s")]
    [InlineData("", "root", "")]
    [InlineData("", "root", "buffalo_s/buffalo_s")]
    public async Task A_pack_is_found_where_LocalAI_lays_it(string models, string root, string place)
    {
        using var folder = new PackFolder();
        var parent = models + root;
        folder.With(Path.Combine(parent, place), recognizer: false, attributes: false);

        await using var model = await Fixtures.LoadAsync(new ModelOptions
        {
            Model = "insightface-buffalo-s",
            ModelPath = models.Length > 0 ? Path.Combine(folder.Path, models) : "",
            Options = { root.Length > 0 ? [$"root:{Path.Combine(folder.Path, root)}", "det_size:320"] : ["det_size:320"] },
        });

        Assert.Contains("det_10g.onnx", model.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_detector_is_refused_with_where_was_looked()
    {
        using var folder = new PackFolder();
        folder.Write("w600k_r50.onnx", PackFolder.Embedder().ToArray());

        var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync("insightface", $"root:{folder.Path}"));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains("no face detector", refused.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_place_the_message_says_how_to_name_one()
    {
        var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync("insightface"));

        Assert.Contains("option root", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenCVs_pair_is_found_in_ModelPath_by_its_bare_names()
    {
        using var folder = new PackFolder();
        folder.Write("face_detection_yunet_2023mar.onnx", DetectorGraphs.Yunet(64, 64, seed: 21).ToArray());
        folder.Write("sface.onnx", PackFolder.Embedder().ToArray());
        await using var model = await Fixtures.LoadAsync(new ModelOptions
        {
            Model = "face_detection_yunet_2023mar.onnx",
            ModelPath = folder.Path,
            Options = { "engine:onnx_direct", "detector_onnx:face_detection_yunet_2023mar.onnx", "recognizer_onnx:elsewhere/sface.onnx" },
        });
        var images = new FaceVerifyRequest { Img1 = PackFolder.Picture(), Img2 = PackFolder.Picture() };

        var answer = await ((IFaceRecognizer)model).FaceVerifyAsync(images, Fixtures.Token);

        Assert.Equal(("face_detection_yunet_2023mar.onnx", true, 0.5f), (answer.Model, answer.Verified, answer.Threshold));
    }

    [Theory]
    [InlineData("detector_onnx")]
    [InlineData("recognizer_onnx")]
    [InlineData("antispoof_v2_onnx")]
    [InlineData("antispoof_v1se_onnx")]
    public async Task A_file_that_is_not_there_is_named_with_its_option(string option)
    {
        using var folder = new PackFolder();
        var detector = folder.Write("yunet.onnx", DetectorGraphs.Yunet(64, 64, seed: 21).ToArray());
        var recognizer = folder.Write("sface.onnx", PackFolder.Embedder().ToArray());

        var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync(
            "x", $"detector_onnx:{detector}", $"recognizer_onnx:{recognizer}", $"{option}:/nowhere/there.onnx"));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        Assert.Contains($"{option} is '/nowhere/there.onnx'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detector_alone_finds_faces()
    {
        using var folder = new PackFolder();
        await using var yunet = await Fixtures.LoadAsync(folder.Write("y.onnx", DetectorGraphs.Yunet(64, 64, seed: 21).ToArray()));
        await using var scrfd = await Fixtures.LoadAsync(folder.Write("s.onnx", DetectorGraphs.Scrfd(64, 64, seed: 11).ToArray()));
        foreach (var model in (IModel[])[yunet, scrfd])
        {
            var found = await ((IDetector)model).DetectAsync(new DetectOptions { Src = PackFolder.Picture() }, Fixtures.Token);
            Assert.NotEmpty(found.Detections);
        }
    }

    [Fact]
    public async Task Files_that_are_no_model_of_faces_are_refused()
    {
        using var folder = new PackFolder();
        var text = folder.Write("text.onnx", "this is no model"u8.ToArray());
        var empty = folder.Write("empty.onnx", []);
        var other = folder.Write("other.onnx", PackFolder.GenderAge().ToArray());
        var nothing = folder.Path + "/none.onnx";
        foreach (var (model, words) in new[] { (text, "text.onnx"), (empty, "empty.onnx"), (other, "fc1"), (nothing, "none.onnx") })
        {
            var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync(model));
            Assert.True(refused.Failure is EngineFailure.InvalidInput or EngineFailure.NotFound, refused.Message);
            Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        }
        foreach (var option in (string[])["antispoof_v2_onnx", "antispoof_v1se_onnx"])
        {
            foreach (var model in (string[])[text, folder.Write("arcface.onnx", PackFolder.Embedder().ToArray())])
            {
                var refused = await Assert.ThrowsAsync<EngineException>(() => Fixtures.LoadAsync("default", $"{option}:{model}"));
                Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
                Assert.Contains(Path.GetFileName(model), refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_plugin_is_sure_of_its_own_and_leaves_other_models_alone()
    {
        using var folder = new PackFolder();
        var engine = new FacesEngine();
        var detector = folder.Write("y.onnx", DetectorGraphs.Yunet(64, 64, seed: 21).ToArray());
        var other = folder.Write("other.onnx", PackFolder.GenderAge().ToArray());

        Assert.Equal(Abstractions.Recognition.Certain, engine.Recognise(new ModelOptions { ModelFile = detector }));
        Assert.Equal(Abstractions.Recognition.No, engine.Recognise(new ModelOptions { ModelFile = other }));
        Assert.Equal(
            Abstractions.Recognition.Certain, engine.Recognise(new ModelOptions { ModelFile = other, Options = { "detector_onnx:x" } }));
        Assert.Equal(Abstractions.Recognition.Possible, engine.Recognise(new ModelOptions { Model = "default" }));
        Assert.Equal(Abstractions.Recognition.No, engine.Recognise(new ModelOptions { ModelFile = folder.Write("b.onnx", [0, 1, 2]) }));
    }
}
