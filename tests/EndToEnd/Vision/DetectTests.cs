using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Vision;

/// <summary>Detect through the host, as LocalAI uses it.</summary>
public class DetectTests
{
    [Theory]
    [InlineData("yolox_nano.onnx", "bicycle car dog")]
    [InlineData("FastestDet.onnx", "bicycle car dog")]
    [InlineData("nanodet_m_320.onnx", "bicycle car dog")]
    [InlineData("deeplab_v3_1_default_1.onnx", "bicycle dog pottedplant")]
    public async Task A_model_is_recognised_by_its_file_and_finds_what_a_photo_shows(string model, string objects)
    {
        var photo = VisionHost.Base64("dog.jpg");
        await using var host = await VisionHost.StartAsync(model);

        var found = await host.Client.DetectAsync(new DetectOptions { Src = photo }, RunningHost.Soon());

        Assert.Equal(objects.Split(' '), VisionHost.Names(found).Order());
        Assert.All(found.Detections, detection =>
        {
            Assert.InRange(detection.Confidence, 0.4f, 1);
            Assert.InRange(detection.X, 0, 768);
            Assert.InRange(detection.Y, 0, 576);
            Assert.InRange(detection.X + detection.Width, detection.X + 1, 768);
            Assert.InRange(detection.Y + detection.Height, detection.Y + 1, 576);
        });
        Assert.Equal(found.Detections.OrderByDescending(detection => detection.Confidence), found.Detections);
    }

    [Fact]
    public async Task A_region_has_its_mask_as_PNG()
    {
        var photo = VisionHost.Base64("dog.jpg");
        await using var host = await VisionHost.StartAsync("deeplab_v3_1_default_1.onnx");

        var found = await host.Client.DetectAsync(new DetectOptions { Src = photo, Prompt = "dog" }, RunningHost.Soon());

        var dog = Assert.Single(found.Detections);
        Assert.True(VisionHost.IsPng(dog.Mask));
    }

    [Fact]
    public async Task The_prompt_chooses_classes_and_the_threshold_is_the_requests()
    {
        var photo = VisionHost.Photo("dog.jpg");
        await using var host = await VisionHost.StartAsync("yolox_nano.onnx");

        var chosen = new DetectOptions { Src = photo, Prompt = "Car, dog", Threshold = 0.8f };
        var cars = await host.Client.DetectAsync(chosen, RunningHost.Soon());
        var none = await host.Client.DetectAsync(new DetectOptions { Src = photo, Threshold = 2 }, RunningHost.Soon());

        Assert.Equal(["dog"], VisionHost.Names(cars));
        Assert.Empty(none.Detections);
    }

    [Fact]
    public async Task Another_model_takes_the_place_of_the_first()
    {
        var photo = VisionHost.Photo("dog.jpg");
        var second = VisionHost.Model("deeplab_v3_1_default_1.onnx");
        await using var host = await VisionHost.StartAsync("yolox_nano.onnx");

        Assert.True((await host.TryLoadAsync(second)).Success);

        var found = await host.Client.DetectAsync(new DetectOptions { Src = photo }, RunningHost.Soon());
        Assert.All(found.Detections, detection => Assert.True(VisionHost.IsPng(detection.Mask)));
        Assert.NotEmpty(found.Detections);
    }

    [Fact]
    public async Task Calls_at_once_all_get_the_answer_that_one_gets()
    {
        var photo = VisionHost.Base64("coco_000139.jpg");
        await using var host = await VisionHost.StartAsync("yolox_nano.onnx");
        var request = new DetectOptions { Src = photo, Threshold = 0.3f };
        var one = await host.Client.DetectAsync(request, RunningHost.Soon());

        var all = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => host.Client.DetectAsync(request, RunningHost.Soon()).ResponseAsync));

        Assert.NotEmpty(one.Detections);
        Assert.All(all, answer => Assert.Equal(one, answer));
    }

    [Fact]
    public async Task Status_shows_the_bytes_of_the_weights()
    {
        await using var host = await VisionHost.StartAsync("yolox_nano.onnx");

        var memory = (await host.Client.StatusAsync(new HealthMessage(), RunningHost.Soon())).Memory;

        Assert.InRange(memory.Breakdown["weights"], 1_000_000UL, 100_000_000UL);
    }
}
