using System.Runtime.Intrinsics;
using LocalAI.Plugins.Imaging.Resampling;

namespace LocalAI.Plugins.Imaging.Tests.Resampling;

public sealed unsafe class PixelTests
{
    [Fact]
    public void Pixels_are_loaded_alike_on_any_processor()
    {
        var bytes = stackalloc byte[] { 0, 1, 127, 128, 200, 254, 255, 3 };
        var expected = Vector256.Create(0f, 1, 127, 128, 200, 254, 255, 3);

        Assert.Equal(expected, PixelPair.Load(bytes));
        Assert.Equal(expected, PixelPair.Portable(bytes));
        Assert.Equal(expected.GetUpper(), PixelPair.LoadOne(bytes + 4));
    }

    [Fact]
    public void Channels_are_taken_apart_alike_on_any_processor()
    {
        var pixels = stackalloc Vector128<float>[8];
        for (var i = 0; i < 8; i++)
            pixels[i] = Vector128.Create((float)i, i + 10, i + 20, i + 30);
        var first = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        var expected = new PixelPlanes(first, first + Vector256.Create(10f), first + Vector256.Create(20f));

        Assert.Equal(expected, PixelPlanes.Of(pixels));
        Assert.Equal(expected, PixelPlanes.Portable(pixels));
    }
}
