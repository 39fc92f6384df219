using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Faces.Requests;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Faces.Tests.Requests;

public class FacesSettingsReaderTests
{
    [Theory]
    [InlineData("default", "Default", "buffalo_l")]
    [InlineData("faces", "Default", "buffalo_l")]
    [InlineData("", "Default", "buffalo_l")]
    [InlineData("insightface", "InsightFace", "buffalo_l")]
    [InlineData("insightface-buffalo-sc", "InsightFace", "buffalo_sc")]
    [InlineData("insightface-antelopev2", "InsightFace", "antelopev2")]
    [InlineData("default", "InsightFace", "buffalo_l", "engine:insightface")]
    [InlineData("default", "InsightFace", "buffalo_l", "engine:")]
    [InlineData("default", "InsightFace", "buffalo_s", "model_pack: buffalo_s ")]
    [InlineData("default", "InsightFace", "buffalo_l", "root:/x")]
    [InlineData("default", "OnnxDirect", "buffalo_l", "detector_onnx:a", "recognizer_onnx:b")]
    [InlineData("default", "OnnxDirect", "buffalo_l", "engine:ONNX-Direct", "detector_onnx:a", "recognizer_onnx:b")]
    [InlineData("insightface-buffalo-l", "Default", "buffalo_l", "engine:opencv", "engine:default")]
    [InlineData("face_detection_yunet_2023mar.onnx", "OnnxDirect", "buffalo_l", "engine:opencv", "detector_onnx:a", "recognizer_onnx:b")]
    [InlineData("somewhere.onnx", "File", "buffalo_l")]
    public void Model_and_options_say_where_the_models_are_from(string model, string engine, string pack, params string[] options)
    {
        var settings = FacesSettingsReader.Read(new ModelOptions { Model = model, Options = { options } });

        Assert.Equal((engine, pack), (settings.Engine.ToString(), settings.Pack));
    }

    [Theory]
    [InlineData("insightface-buffalo-l", "insightface-buffalo-l", "model_pack:buffalo_l")]
    [InlineData("", "buffalo_s", "model_pack:buffalo_s")]
    [InlineData("", "insightface", "engine:insightface")]
    [InlineData("", "onnx_direct", "engine:opencv", "detector_onnx:a", "recognizer_onnx:b")]
    [InlineData("", "default")]
    public void Answers_carry_the_name_of_the_configuration(string model, string name, params string[] options) =>
        Assert.Equal(name, FacesSettingsReader.Read(new ModelOptions { Model = model, Options = { options } }).Name);

    [Fact]
    public void Values_are_read_and_what_nobody_knows_is_told()
    {
        var settings = FacesSettingsReader.Read(new ModelOptions
        {
            Model = "default",
            Threads = 10_000,
            ModelPath = "/models",
            Options =
            {
                "det_size:320x640", "det_thresh: 0.3", "verify_threshold:0.9", "verify_threshold:0.4", "antispoof_v2_onnx:a.onnx",
                "antispoof_v1se_onnx:b:c.onnx", "antispoof_threshold:0.7", "root:~/packs", "gpu", "colour:red", "device:cpu",
            },
        });

        Assert.Equal((320, 640), (settings.DetectorWidth, settings.DetectorHeight));
        Assert.Equal((0.3f, 0.4f, 0.7f), (settings.DetectorThreshold, settings.VerifyThreshold, settings.LivenessThreshold));
        Assert.Equal(("a.onnx", "b:c.onnx"), (settings.AntispoofV2, settings.AntispoofV1Se));
        Assert.Equal(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/packs", settings.Root);
        Assert.Equal(Environment.ProcessorCount, settings.Threads);
        Assert.Equal(["colour"], settings.UnknownOptions);
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        var refused = Assert.Throws<EngineException>(() => FacesSettingsReader.Read(new ModelOptions
        {
            Model = "default",
            Options =
            {
                "engine:onnx_direct", "det_size:333", "det_thresh:NaN", "verify_threshold:-1", "antispoof_threshold:2", "model_pack:../x",
            },
        }));

        Assert.Equal(EngineFailure.InvalidInput, refused.Failure);
        foreach (var part in (string[])["det_size is '333'", "det_thresh is 'NaN'", "verify_threshold is '-1'",
            "antispoof_threshold is '2'", "model_pack is '../x'", "detector_onnx is missing", "recognizer_onnx is missing"])
        {
            Assert.Contains(part, refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("engine:caffe", "engine is 'caffe'")]
    [InlineData("det_size:640x", "det_size is '640x'")]
    [InlineData("det_size:32x64x96", "det_size")]
    [InlineData("det_size:99999", "det_size")]
    [InlineData("root:", "root is ''")]
    public void Values_that_are_none_are_refused(string option, string words) => Assert.Contains(
        words,
        Assert.Throws<EngineException>(() => FacesSettingsReader.Read(new ModelOptions { Options = { option } })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_documentation_has_every_option()
    {
        var readme = File.ReadAllText(Path.Combine(SolutionFolder.Path, "plugins", "faces", "README.md")).ReplaceLineEndings("\n");

        Assert.Contains(FacesOptions.Table(), readme, StringComparison.Ordinal);
    }
}
