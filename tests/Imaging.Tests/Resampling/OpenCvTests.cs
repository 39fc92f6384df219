using System.Numerics;
using LocalAI.Plugins.Imaging.Tests.Golden;

namespace LocalAI.Plugins.Imaging.Tests.Resampling;

/// <summary>Against OpenCV's own numbers, made by Golden/make-golden.mjs.</summary>
public sealed class OpenCvTests
{
    private static readonly PixelValues Raw = PixelValues.Raw(ChannelOrder.Rgb);
    private static readonly GoldenImages Golden = GoldenFile.Read<GoldenImages>("resampling.golden.json");

    [Fact]
    public void Resizes_as_OpenCV_does()
    {
        Assert.Equal(8, Golden.Resized.Length);
        foreach (var golden in Golden.Resized)
        {
            using var picture = Pattern.Noise(golden.Width, golden.Height);
            var tensor = new float[golden.Numbers.Length];
            Resampler.Resize(picture, Region.Of(picture), tensor, golden.ToWidth, golden.ToHeight, Raw, TensorLayout.Interleaved);
            Tensors.Near(golden.Numbers, tensor, 2e-3);
        }
    }

    [Fact]
    public void Warps_as_OpenCV_does()
    {
        Assert.Equal(6, Golden.Warped.Length);
        foreach (var golden in Golden.Warped)
        {
            using var picture = Pattern.Noise(golden.Width, golden.Height);
            var tensor = new float[golden.Numbers.Length];
            var map = new Matrix3x2(golden.Map[0], golden.Map[3], golden.Map[1], golden.Map[4], golden.Map[2], golden.Map[5]);
            Resampler.Warp(picture, map, tensor, golden.ToWidth, golden.ToHeight, Raw, TensorLayout.Interleaved);
            Tensors.Near(golden.Numbers, tensor, 2e-3);
        }
    }

    [Fact]
    public void Fits_as_the_common_letterbox_does()
    {
        Assert.Equal(6, Golden.Fitted.Length);
        foreach (var golden in Golden.Fitted)
        {
            using var picture = Pattern.Noise(golden.Width, golden.Height);
            var tensor = new float[golden.Numbers.Length];
            Resampler.Fit(
                picture, tensor, golden.ToWidth, golden.ToHeight, golden.Centred ? LetterboxPlacement.Centre : LetterboxPlacement.TopLeft,
                114, Raw, TensorLayout.Interleaved);
            Tensors.Near(golden.Numbers, tensor, 2e-3);
        }
    }

    private sealed record GoldenImages(Image[] Resized, Image[] Warped, Image[] Fitted);

    private sealed record Image(int Width, int Height, int ToWidth, int ToHeight, float[] Map, bool Centred, float[] Numbers);
}
