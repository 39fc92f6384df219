using LocalAI.Plugins.Imaging.Resampling;

namespace LocalAI.Plugins.Imaging.Tests.Resampling;

public sealed class FitTests
{
    [Theory]
    [MemberData(nameof(Tensors.Kinds), MemberType = typeof(Tensors))]
    internal void Puts_the_picture_in_its_place_and_padding_beside_it(ChannelOrder order, TensorLayout layout)
    {
        var values = Tensors.Uneven(order);
        (int, int, int, int)[] sizes = [(32, 18, 20, 21), (18, 32, 21, 20), (5, 5, 9, 9), (200, 1, 16, 16), (3, 40, 30, 12)];
        foreach (var (width, height, toWidth, toHeight) in sizes)
        {
            using var picture = Pattern.Noise(width, height);
            foreach (var placement in Enum.GetValues<LetterboxPlacement>())
            {
                var tensor = Tensors.Unwritten(toWidth * toHeight * (order == ChannelOrder.Gray ? 1 : 3));

                var box = Resampler.Fit(picture, tensor, toWidth, toHeight, placement, 114, values, layout);

                var (fittedWidth, fittedHeight) = ((int)MathF.Round(width * box.ScaleX), (int)MathF.Round(height * box.ScaleY));
                Assert.True(fittedWidth == toWidth || fittedHeight == toHeight);
                var color = ScalarResampler.Resize(
                    picture, Region.Of(picture), fittedWidth, fittedHeight, PixelValues.Raw(ChannelOrder.Rgb), TensorLayout.Interleaved);
                var expected = ScalarResampler.Write(toWidth, toHeight, values, layout, (x, y, channel) =>
                    x < box.Left || y < box.Top || x >= box.Left + fittedWidth || y >= box.Top + fittedHeight
                        ? 114
                        : color[(((((y - (int)box.Top) * fittedWidth) + x - (int)box.Left)) * 3) + channel]);
                Tensors.Near(expected, tensor, 2e-4);
                var (right, bottom) = (toWidth - fittedWidth - box.Left, toHeight - fittedHeight - box.Top);
                if (placement == LetterboxPlacement.TopLeft)
                    Assert.Equal((0, 0), (box.Left, box.Top));
                else
                    Assert.True(right - box.Left is 0 or 1 && bottom - box.Top is 0 or 1);
            }
        }
    }

    [Fact]
    public void Says_which_pixel_a_place_in_the_tensor_shows()
    {
        using var picture = Pattern.Noise(1920, 1080);

        var values = PixelValues.Raw(ChannelOrder.Rgb);
        var box = Resampler.Fit(picture, new float[416 * 416 * 3], 416, 416, LetterboxPlacement.Centre, 0, values);

        Assert.Equal((0, 91), (box.Left, box.Top));
        var (x, y) = box.ToPicture(416, 91 + 234);
        Assert.Equal(1920, x, 1e-2);
        Assert.Equal(1080, y, 1e-2);
    }

    // Computed with Python's round() and int().
    [Theory]
    [InlineData(1920, 1080, 416, 416, 416, 234, 234)]
    [InlineData(1000, 667, 640, 640, 640, 427, 426)]
    [InlineData(667, 1000, 640, 640, 427, 640, 426)]
    [InlineData(768, 576, 416, 416, 416, 312, 312)]
    [InlineData(1, 1000, 64, 64, 1, 64, 1)]
    [InlineData(320, 240, 320, 240, 320, 240, 240)]
    [InlineData(64, 5, 32, 32, 32, 2, 2)]
    [InlineData(64, 7, 32, 32, 32, 4, 3)]
    public void Rounds_the_shorter_side(int width, int height, int toWidth, int toHeight, int nearestWidth, int nearestHeight, int down)
    {
        Assert.Equal((nearestWidth, nearestHeight), FittedSize.Of(width, height, toWidth, toHeight, LetterboxRounding.Nearest));
        var (downWidth, downHeight) = FittedSize.Of(width, height, toWidth, toHeight, LetterboxRounding.Down);
        Assert.Equal(down, nearestWidth == toWidth ? downHeight : downWidth);
    }
}
