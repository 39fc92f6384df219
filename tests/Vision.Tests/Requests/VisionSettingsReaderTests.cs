using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Inputs;
using LocalAI.Plugins.Vision.Requests;

namespace LocalAI.Plugins.Vision.Tests.Requests;

public class VisionSettingsReaderTests
{
    [Fact]
    public void Options_are_read()
    {
        var settings = VisionSettingsReader.Read(new ModelOptions
        {
            ModelFile = "/models/a.onnx",
            Options =
            {
                "family:yolov5", "labels:my.names", "threshold:0.25", "nms:0.7", "max_detections:12", "size:320x640", "order:bgr",
                "scale:imagenet", "fit:topleft", "scores:softmax", "threads:1", "plugin:vision", "device:cpu",
            },
        });

        Assert.Equal(new VisionSettings
        {
            File = "/models/a.onnx",
            Family = "yolov5",
            Labels = "/models/my.names",
            Threshold = 0.25f,
            Overlap = 0.7f,
            MaxDetections = 12,
            Size = (320, 640),
            HasSize = true,
            Order = ChannelOrder.Bgr,
            Scale = PixelScale.ImageNet,
            Fit = PictureFit.TopLeft,
            IsSoftmax = true,
            Threads = 1,
        }, settings);
    }

    [Fact]
    public void All_faults_are_said_at_once()
    {
        string[] wrong =
        [
            "family:yolo", "threshold:0", "threshold:NaN", "threshold:2", "nms:-1", "max_detections:0", "size:100", "size:64x",
            "size:1x2x3", "order:gray", "scale:1", "fit", "labels:", "scores:", "threads:0", "colour:red",
        ];

        var refusal = Assert.Throws<EngineException>(() => VisionSettingsReader.Read(new ModelOptions { Options = { wrong } }));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        foreach (var option in wrong.SkipLast(1).Select(option => option.Split(':')))
        {
            var said = $"{option[0]} is '{(option.Length > 1 ? option[1] : "")}'; write ";
            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        }
        Assert.Contains("the option 'colour' is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ModelFile and Model are empty", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/models/a.onnx", "b", "/models", "/models/a.onnx")]
    [InlineData("", "b.onnx", "/models", "/models/b.onnx")]
    [InlineData("", "/b.onnx", "/models", "/b.onnx")]
    [InlineData("", "", "/models", null)]
    public void The_file_is_ModelFile_or_Model_below_ModelPath(string file, string model, string path, string? expected)
    {
        Assert.Equal(expected, VisionSettingsReader.FileOf(new ModelOptions { ModelFile = file, Model = model, ModelPath = path }));
    }

    [Fact]
    public void The_documentation_has_every_option()
    {
        var readme = File.ReadAllText(Path.Combine(SolutionFolder.Path, "plugins", "vision", "README.md")).ReplaceLineEndings("\n");

        Assert.Contains(VisionOptions.Table(), readme, StringComparison.Ordinal);
    }
}
