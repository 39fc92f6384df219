using LocalAI.Plugins.Protocol;
using SkiaSharp;

namespace LocalAI.Plugins.Vision.Tests.Goldens;

/// <summary>An object that has to be found.</summary>
public sealed record GoldenObject
{
    public required float X { get; init; }

    public required float Y { get; init; }

    public required float Width { get; init; }

    public required float Height { get; init; }

    public required float Score { get; init; }

    public required int Class { get; init; }

    /// <summary>The mask's rows as hexadecimal digits, the first pixel in the highest bit; null for none.</summary>
    public string[]? Mask { get; init; }

    public void AssertIs(Detection found, string name, int[] picture)
    {
        Assert.Equal(name, found.ClassName);
        Assert.Equal(Score, found.Confidence, 1e-4f);
        Assert.Equal(X, found.X, 2e-3f);
        Assert.Equal(Y, found.Y, 2e-3f);
        Assert.Equal(Width, found.Width, 2e-3f);
        Assert.Equal(Height, found.Height, 2e-3f);
        if (Mask is null)
            Assert.Empty(found.Mask);
        else
            Assert.Equal(Mask, Rows(found.Mask.ToByteArray(), picture));
    }

    private static string[] Rows(byte[] png, int[] picture)
    {
        using var image = SKBitmap.Decode(png);
        Assert.Equal((picture[0], picture[1]), (image.Width, image.Height));
        Assert.Equal((8, 0), (png[24], png[25])); // IHDR: 8 bits, one channel
        var digits = (picture[0] + 3) / 4;
        return [.. Enumerable.Range(0, picture[1]).Select(y => string.Concat(Enumerable.Range(0, digits).Select(Digit(image, y))))];
    }

    private static Func<int, string> Digit(SKBitmap image, int y) => digit =>
    {
        var value = 0;
        for (var x = digit * 4; x < digit * 4 + 4; x++)
        {
            var level = x < image.Width ? image.GetPixel(x, y).Red : 0;
            Assert.True(level is 0 or 255);
            value = value * 2 + level / 255;
        }
        return value.ToString("x", null);
    };
}
