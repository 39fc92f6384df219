namespace LocalAI.Plugins.Vision.Tests;

/// <summary>Models that leave lengths or the type of numbers to the caller, as exporters make them.</summary>
public sealed class OpenShapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("640x640", "size:640")]
    [InlineData("640x640")]
    [InlineData("96x64", "size:96x64")]
    public async Task The_size_is_the_users_where_the_model_leaves_it_open(string size, params string[] options)
    {
        var file = _folder.Write("model.onnx", new OnnxGraph()
            .Input("images", OnnxGraphElement.Float, "batch", 3, "height", "width")
            .Gives<float>("objects", [1, 2, 6], 32, 16, 48, 32, 0.9f, 1, 24, 0, 40, 8, 0.8f, 0)
            .ToArray());

        await using var model = await Loaded.LoadAsync(file, options);

        Assert.EndsWith(size, model.Description, StringComparison.Ordinal);
        Assert.Equal(["bicycle", "person"], (await model.DetectAsync(Loaded.Picture(64, 64))).Detections.Select(each => each.ClassName));
    }

    // The graph gives its own input's mean as the score, so that what was written into it shows.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Numbers_of_16_and_32_bits_are_written_and_read(bool half)
    {
        var graph = Mean(half ? OnnxGraphElement.Half : OnnxGraphElement.Float);
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", graph.ToArray()), "order:bgr");

        var found = Assert.Single((await model.DetectAsync(Grey(64, 64), 0.1f)).Detections);

        Assert.Equal(128 / 255f, found.Confidence, 2e-3f);
        Assert.Equal((16, 16, 32, 16), (found.X, found.Y, found.Width, found.Height));
    }

    [Fact]
    public async Task Bytes_are_written_as_they_are()
    {
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", new OnnxGraph()
            .Input("images", OnnxGraphElement.UInt8, 1, 64, 64, 3)
            .Constant<float>("before", [1, 1, 4], 16, 16, 48, 32)
            .Constant<float>("after", [1, 1, 1], 2)
            .Constant<float>("full", [1], 255)
            .Constant<long>("shape", [3], 1, 1, -1)
            .Node("Cast", ["images"], ["numbers"], OnnxGraphAttribute.Integer("to", 1))
            .Node("Div", ["numbers", "full"], ["shares"])
            .Node("Reshape", ["shares", "shape"], ["flat"])
            .Node("ReduceMean", ["flat"], ["mean"], OnnxGraphAttribute.Integers("axes", 2))
            .Node("Concat", ["before", "mean", "after"], ["objects"], OnnxGraphAttribute.Integer("axis", 2))
            .Output("objects", OnnxGraphElement.Float, 1, 1, 6)
            .ToArray()));

        Assert.Equal(128 / 255f, Assert.Single((await model.DetectAsync(Grey(64, 64), 0.1f)).Detections).Confidence, 1e-5f);
    }

    [Theory]
    [InlineData("scale:unit", 128 / 255f)]
    [InlineData("scale:signed", 128 / 127.5f - 1)]
    public async Task The_scale_is_the_users_where_it_is_given(string scale, float score)
    {
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", Mean(OnnxGraphElement.Float).ToArray()), scale);

        Assert.Equal(score, Assert.Single((await model.DetectAsync(Grey(64, 64), 0.001f)).Detections).Confidence, 1e-3f);
    }

    [Theory]
    [InlineData("fit:centre", (128 + 114) / 510f)]
    [InlineData("fit:topleft", (128 + 114) / 510f)]
    [InlineData("fit:stretch", 128 / 255f)]
    public async Task Padding_is_grey_and_only_where_the_picture_is_not_stretched(string fit, float score)
    {
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", Mean(OnnxGraphElement.Float).ToArray()), fit);

        Assert.Equal(score, Assert.Single((await model.DetectAsync(Grey(64, 32), 0.001f)).Detections).Confidence, 1e-3f);
    }

    [Theory]
    [InlineData("order:rgb", 1)]
    [InlineData("order:bgr", 0.2f)]
    public async Task The_first_plane_is_red_or_blue_as_the_order_says(string order, float score)
    {
        await using var model = await Loaded.LoadAsync(_folder.Write("model.onnx", new OnnxGraph()
            .Input("images", OnnxGraphElement.Float, 1, 3, 64, 64)
            .Constant<float>("before", [1, 1, 4], 16, 16, 48, 32)
            .Constant<float>("after", [1, 1, 1], 2)
            .Constant<long>("shape", [3], 1, 3, -1)
            .Constant<long>("first", [1], 0)
            .Node("Reshape", ["images", "shape"], ["flat"])
            .Node("ReduceMean", ["flat"], ["means"], OnnxGraphAttribute.Integers("axes", 2))
            .Node("Gather", ["means", "first"], ["mean"], OnnxGraphAttribute.Integer("axis", 1))
            .Node("Concat", ["before", "mean", "after"], ["objects"], OnnxGraphAttribute.Integer("axis", 2))
            .Output("objects", OnnxGraphElement.Float, 1, 1, 6)
            .ToArray()), order);

        var found = (await model.DetectAsync(Plain(64, 64, new SkiaSharp.SKColor(255, 0, 51)), 0.001f)).Detections;

        Assert.Equal(score, Assert.Single(found).Confidence, 1e-3f);
    }

    private static string Grey(int width, int height) => Plain(width, height, new SkiaSharp.SKColor(128, 128, 128));

    private static string Plain(int width, int height, SkiaSharp.SKColor colour)
    {
        using var bitmap = new SkiaSharp.SKBitmap(width, height);
        bitmap.Erase(colour);
        using var png = bitmap.Encode(SkiaSharp.SKEncodedImageFormat.Png, 100);
        return Convert.ToBase64String(png.AsSpan());
    }

    private static OnnxGraph Mean(OnnxGraphElement type)
    {
        var graph = new OnnxGraph().Input("images", type, 1, 3, 64, 64);
        if (type == OnnxGraphElement.Half)
            graph.Constant<Half>("before", [1, 1, 4], (Half)16, (Half)16, (Half)48, (Half)32).Constant<Half>("after", [1, 1, 1], (Half)2);
        else
            graph.Constant<float>("before", [1, 1, 4], 16, 16, 48, 32).Constant<float>("after", [1, 1, 1], 2);
        return graph
            .Constant<long>("shape", [3], 1, 1, -1)
            .Node("Reshape", ["images", "shape"], ["flat"])
            .Node("ReduceMean", ["flat"], ["mean"], OnnxGraphAttribute.Integers("axes", 2))
            .Node("Concat", ["before", "mean", "after"], ["objects"], OnnxGraphAttribute.Integer("axis", 2))
            .Output("objects", type, 1, 1, 6);
    }
}
