using LocalAI.Plugins.Protocol;
using SkiaSharp;

namespace LocalAI.Plugins.Vision.Tests;

/// <summary>Published models on photos; the boxes are those of shared/FIXTURES.md, measured with other programs.</summary>
public class RealModelTests
{
    // Two ways of resizing a photo move a box by about this many pixels.
    private const float Near = 6;

    [Fact]
    public async Task YOLOX_finds_dog_bicycle_and_car()
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel("detect/yolox_nano.onnx"));

        var found = (await model.DetectAsync(Loaded.Photo("dog.jpg"), 0.6f)).Detections;

        Assert.Equal(["dog", "bicycle", "car"], found.Select(each => each.ClassName));
        AssertNear(0.85f, [133, 207, 326, 543], found[0]);
        Assert.Equal(0.81f, found[1].Confidence, 0.02f);
        Assert.Equal(0.79f, found[2].Confidence, 0.02f);
    }

    [Fact]
    public async Task FastestDet_finds_dog_bicycle_and_car()
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel("detect/FastestDet.onnx"));

        var found = (await model.DetectAsync(Loaded.Photo("dog.jpg"))).Detections;

        Assert.Equal(["bicycle", "car", "dog"], found.Select(each => each.ClassName).Order());
        AssertNear(0.81f, [126, 201, 333, 537], found.Single(each => each.ClassName == "dog"));
        AssertNear(0.75f, [457, 71, 702, 170], found.Single(each => each.ClassName == "car"));
        AssertNear(0.75f, [126, 148, 577, 439], found.Single(each => each.ClassName == "bicycle"));
    }

    [Fact]
    public async Task FastestDet_finds_a_person_and_a_bicycle()
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel("detect/FastestDet.onnx"));

        var found = (await model.DetectAsync(Loaded.Photo("coco_000139.jpg"))).Detections;

        Assert.Equal(0.86f, found.First(each => each.ClassName == "person").Confidence, 0.02f);
        Assert.Equal(0.76f, found.First(each => each.ClassName == "bicycle").Confidence, 0.03f);
    }

    [Fact]
    public async Task NanoDet_finds_the_dog_where_the_others_do()
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel("detect/nanodet_m_320.onnx"));

        var found = (await model.DetectAsync(Loaded.Photo("dog.jpg"))).Detections;

        Assert.Equal(["bicycle", "car", "dog"], found.Select(each => each.ClassName).Order());
        var dog = found.Single(each => each.ClassName == "dog");
        AssertNear(dog.Confidence, [133, 207, 326, 543], dog, 20);
    }

    [Fact]
    public async Task DeepLab_finds_the_regions_of_dog_and_bicycle()
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel("detect/deeplab_v3_1_default_1.onnx"));

        var found = (await model.DetectAsync(Loaded.Photo("dog.jpg"))).Detections;

        Assert.Equal(0.06, Share(found.Single(each => each.ClassName == "dog")), 0.012);
        Assert.Equal(0.07, Share(found.Single(each => each.ClassName == "bicycle")), 0.012);
        Assert.DoesNotContain(found, each => each.ClassName == "background");
        Assert.All(found, AssertMaskFillsItsBox);
    }

    [Theory]
    [InlineData("dog", "dog")]
    [InlineData("Car, dog", "dog car")]
    [InlineData("horse", "")]
    public async Task A_prompt_leaves_the_classes_that_it_names(string prompt, string classes)
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel("detect/yolox_nano.onnx"));

        var found = (await model.DetectAsync(Loaded.Photo("dog.jpg"), 0.6f, prompt)).Detections;

        Assert.Equal(classes.Split(' ', StringSplitOptions.RemoveEmptyEntries), found.Select(each => each.ClassName));
    }

    [Theory]
    [InlineData("detect/yolox_nano.onnx")]
    [InlineData("detect/FastestDet.onnx")]
    [InlineData("detect/nanodet_m_320.onnx")]
    [InlineData("detect/deeplab_v3_1_default_1.onnx")]
    public async Task The_answer_to_a_photo_is_that_to_its_bytes_and_the_same_every_time(string file)
    {
        await using var model = await Loaded.LoadAsync(TestFiles.SharedModel(file));
        var photo = Loaded.Photo("coco_000139.jpg");
        var bytes = Convert.ToBase64String(await File.ReadAllBytesAsync(photo, TestContext.Current.CancellationToken));

        var answer = await model.DetectAsync(photo, 0.3f);
        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => model.DetectAsync(bytes, 0.3f)));

        Assert.NotEmpty(answer.Detections);
        Assert.All(others, other => Assert.Equal(answer, other));
    }

    private static double Share(Detection detection)
    {
        using var mask = SKBitmap.Decode(detection.Mask.ToByteArray());
        return mask.Pixels.Count(pixel => pixel.Red == 255) / (double)mask.Pixels.Length;
    }

    private static void AssertMaskFillsItsBox(Detection detection)
    {
        using var mask = SKBitmap.Decode(detection.Mask.ToByteArray());
        var painted = Enumerable.Range(0, mask.Width * mask.Height)
            .Where(i => mask.GetPixel(i % mask.Width, i / mask.Width).Red == 255)
            .Select(i => (X: i % mask.Width, Y: i / mask.Width)).ToList();

        Assert.Equal((detection.X, detection.Y), (painted.Min(pixel => pixel.X), painted.Min(pixel => pixel.Y)));
        Assert.Equal(detection.X + detection.Width, painted.Max(pixel => pixel.X) + 1);
        Assert.Equal(detection.Y + detection.Height, painted.Max(pixel => pixel.Y) + 1);
    }

    private static void AssertNear(float confidence, float[] corners, Detection found, float tolerance = Near)
    {
        Assert.Equal(confidence, found.Confidence, 0.02f);
        Assert.Equal(corners[0], found.X, tolerance);
        Assert.Equal(corners[1], found.Y, tolerance);
        Assert.Equal(corners[2], found.X + found.Width, tolerance);
        Assert.Equal(corners[3], found.Y + found.Height, tolerance);
    }
}
