using LocalAI.Plugins.Abstractions;
using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>A thousand damaged files of each format: each is refused or decoded, and the process lives.</summary>
public sealed class DamagedImageTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Bmp)]
    [InlineData(SKEncodedImageFormat.Gif)]
    public void Is_refused_or_decoded(SKEncodedImageFormat format)
    {
        var random = new Random((int)format);
        var whole = Samples.Of(format);
        var limits = new PictureLimits { Pixels = 4_000_000 };
        var (refused, decoded) = (0, 0);
        for (var round = 0; round < 1000; round++)
        {
            var file = whole.ToArray();
            if (round % 2 == 0)
                file = file[..random.Next(1, file.Length)];
            for (var flips = random.Next(round % 2, 5); flips > 0; flips--)
                file[random.Next(random.Next(2) == 0 ? Math.Min(64, file.Length) : file.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var picture = PictureDecoder.Decode("src", file, limits);
                Assert.InRange((long)picture.Width * picture.Height, 1, limits.Pixels);
                decoded++;
            }
            catch (EngineException refusal)
            {
                Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
                refused++;
            }
        }
        Assert.True(refused > 100 && decoded > 10, $"{refused} refused, {decoded} decoded");
    }
}
