using LocalAI.Plugins.Imaging;
using LocalAI.Plugins.OnnxRuntime;
using LocalAI.Plugins.Vision.Inputs;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.Vision.Tests.Inputs;

public class ImageInputTests
{
    [Theory]
    [InlineData("1,3,480,640", "Planar", 640, 480)]
    [InlineData("-1,3,-1,-1", "Planar", 320, 256)]
    [InlineData("-1,-1,-1,-1", "Planar", 320, 256)]
    [InlineData("1,257,257,3", "Interleaved", 257, 257)]
    [InlineData("-1,-1,-1,3", "Interleaved", 320, 256)]
    [InlineData("1,3,-1,640", "Planar", 640, 256)]
    public void Pictures_are_known_by_their_three_channels(string shape, string layout, int width, int height)
    {
        var image = ImageInput.Find([Slot(shape)], (320, 256));

        Assert.Equal((layout, width, height), (image?.Layout.ToString(), image?.Width, image?.Height));
    }

    [Theory]
    [InlineData("1,1,224,224")]
    [InlineData("2,3,224,224")]
    [InlineData("1,4,64,64")]
    [InlineData("3,224,224")]
    [InlineData("1,3,0,224")]
    [InlineData("1,3,224,100000")]
    [InlineData("1,3")]
    public void Other_inputs_are_no_pictures(string shape) => Assert.Null(ImageInput.Find([Slot(shape)], (320, 256)));

    [Fact]
    public void Two_pictures_are_one_too_many()
    {
        Assert.Null(ImageInput.Find([Slot("1,3,8,8"), Slot("1,3,8,8")], (320, 256)));
    }

    [Fact]
    public void Statistics_stay_with_their_colours_when_the_order_turns()
    {
        var values = PixelScaleValues.InOrder(PixelScaleValues.Of(PixelScale.ImageNet, ChannelOrder.Rgb), ChannelOrder.Bgr);

        Assert.Equal(ChannelOrder.Bgr, values.Order);
        Assert.Equal((0.406f * 255, 0.456f * 255, 0.485f * 255), (values.Mean.X, values.Mean.Y, values.Mean.Z));
        Assert.Equal(1 / (0.225f * 255), values.Factor.X, 1e-7f);
    }

    private static TensorSlot Slot(string shape) => new("x", TensorElementType.Float, [.. shape.Split(',').Select(long.Parse)]);
}
