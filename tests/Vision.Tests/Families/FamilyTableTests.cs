using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Families;
using LocalAI.Plugins.Vision.Inputs;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Tests.Families;

public class FamilyTableTests
{
    [Theory]
    [InlineData(640, "yolox", "1,8400,85")]
    [InlineData(640, "yolov5", "1,25200,85")]
    [InlineData(1280, "yolov5", "1,102000,85")]
    [InlineData(640, "yolov5", "1,25200,117", "1,32,160,160")]
    [InlineData(640, "yolov5", "1,25200,85", "1,3,80,80,85", "1,3,40,40,85", "1,3,20,20,85")]
    [InlineData(640, "yolov8", "1,84,8400")]
    [InlineData(640, "yolov8", "-1,84,8400")]
    [InlineData(1280, "yolov8", "1,84,34000")]
    [InlineData(640, "yolov8", "1,116,8400", "1,32,160,160")]
    [InlineData(640, "yolov8", "1,5,8400")]
    [InlineData(640, "yolov10", "1,300,6")]
    [InlineData(640, "yolov10", "1,300,38", "1,32,160,160")]
    [InlineData(416, "nanodet", "1,3598,112")]
    [InlineData(320, "nanodet", "1,1600,80", "1,400,80", "1,100,80", "1,1600,32", "1,400,32", "1,100,32")]
    [InlineData(320, "nanodet", "1,1600,32", "1,1600,80", "1,400,32", "1,400,80", "1,100,32", "1,100,80")]
    [InlineData(352, "fastestdet", "1,85,22,22")]
    [InlineData(560, "detr", "1,300,4", "1,300,91")]
    [InlineData(432, "detr", "1,200,4", "1,200,91", "1,200,108,108")]
    [InlineData(800, "detr", "1,100,92", "1,100,4", "1,100,256", "1,625,256")]
    [InlineData(520, "deeplab", "1,21,520,520", "1,21,520,520")]
    [InlineData(512, "deeplab", "1,150,128,128")]
    public void The_shapes_of_published_models_tell_their_family(int size, string family, params string[] shapes)
    {
        var found = FamilyTable.Find(Look(size, shapes));

        Assert.Equal(family, found?.Family.Name);
    }

    [Theory]
    [InlineData(224, "1,1000")]
    [InlineData(224, "1,197,768", "1,768")]
    [InlineData(112, "1,512")]
    [InlineData(128, "1,7")]
    [InlineData(640, "12800,1", "3200,1", "800,1", "12800,4", "3200,4", "800,4")]
    [InlineData(320, "1,4420,2", "1,4420,4")]
    [InlineData(512, "1,3,512,512")]
    [InlineData(256, "1,1,256,256")]
    [InlineData(256, "1,32,32,32")]
    [InlineData(640, "1,84,-1")]
    [InlineData(640, "1,0,85")]
    [InlineData(640, "1,9223372036854775807,85")]
    public void Models_of_other_kinds_are_of_no_family(int size, params string[] shapes)
    {
        var look = Look(size, shapes);

        Assert.Null(FamilyTable.Find(look));
        var refusal = Assert.Throws<EngineException>(() => FamilyTable.Choose(look, null));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("out0 [", refusal.Message, StringComparison.Ordinal);
        Assert.All(FamilyTable.All, family => Assert.Contains(family.Name, refusal.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("yolox", "1,8400,85")]
    [InlineData("yolov5", "1,8400,85")]
    [InlineData("yolov8", "1,8400,85")]
    public void The_user_can_say_the_family(string family, string shape)
    {
        Assert.Equal(family, FamilyTable.Choose(Look(640, [shape]), family).Family.Name);
    }

    [Fact]
    public void A_family_that_cannot_be_is_refused_with_its_shapes()
    {
        var refusal = Assert.Throws<EngineException>(() => FamilyTable.Choose(Look(640, ["1,84,8400"]), "fastestdet"));

        Assert.Contains("out0 [1, 84, 8400], which family:fastestdet cannot read", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("height / 16", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_names_tells_rows_with_and_without_an_objects_score_apart()
    {
        Assert.Equal("yolov8", FamilyTable.Find(Look(640, ["1,8400,84"]) with { Names = 80 })?.Family.Name);
        Assert.Equal("yolox", FamilyTable.Find(Look(640, ["1,8400,85"]) with { Names = 80 })?.Family.Name);
    }

    [Fact]
    public void A_turned_box_is_no_box()
    {
        var look = Look(640, ["1,20,8400"]) with
        {
            Metadata = new Dictionary<string, string> { ["names"] = "{0: 'plane'}", ["stride"] = "32", ["task"] = "obb" },
        };

        var refusal = Assert.Throws<EngineException>(() => FamilyTable.Choose(look, null));

        Assert.Contains("the task obb", refusal.Message, StringComparison.Ordinal);
    }

    private static ModelLook Look(int size, string[] shapes)
    {
        var image = ImageInput.Find([new TensorSlot("images", TensorElementType.Float, [1, 3, size, size])], (0, 0))!;
        return new ModelLook(
            image,
            [.. shapes.Select((shape, i) => new TensorSlot($"out{i}", TensorElementType.Float, [.. shape.Split(',').Select(long.Parse)]))],
            new Dictionary<string, string>());
    }
}
