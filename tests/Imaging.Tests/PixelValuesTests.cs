namespace LocalAI.Plugins.Imaging.Tests;

public sealed class PixelValuesTests
{
    [Fact]
    public void ImageNet_values_follow_the_order_of_the_channels()
    {
        var (rgb, bgr) = (PixelValues.ImageNet(ChannelOrder.Rgb), PixelValues.ImageNet(ChannelOrder.Bgr));

        // (200 / 255 - mean) / deviation of red, green, blue.
        double[] expected = [1.307047, 1.465686, 1.681394];
        for (var channel = 0; channel < 3; channel++)
        {
            Assert.Equal(expected[channel], (200 - rgb.Mean[channel]) * rgb.Factor[channel], 1e-4);
            Assert.Equal(expected[2 - channel], (200 - bgr.Mean[channel]) * bgr.Factor[channel], 1e-4);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelValues.ImageNet(ChannelOrder.Gray));
    }
}
