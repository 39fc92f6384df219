using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests;

/// <summary>Images as Skia encodes them.</summary>
internal static class Encoded
{
    /// <summary>A picture, encoded.</summary>
    public static unsafe byte[] Of(Picture picture, SKEncodedImageFormat format, int quality = 100)
    {
        var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        if (format != SKEncodedImageFormat.Png)
            info = info.WithAlphaType(SKAlphaType.Opaque);
        using var pixels = new SKPixmap(info, (nint)picture.Pointer);
        using var data = pixels.Encode(format, quality) ?? throw new NotSupportedException($"Skia writes no {format}.");
        return data.ToArray();
    }

    /// <summary>A picture without noise, such as a photo: it changes slowly.</summary>
    public static Picture Smooth(int width, int height)
    {
        var picture = new Picture(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 4;
                picture.Bytes[at] = (byte)(255 * x / width);
                picture.Bytes[at + 1] = (byte)(255 * y / height);
                picture.Bytes[at + 2] = (byte)(127 + (120 * Math.Sin((x + y) / 40.0)));
                picture.Bytes[at + 3] = 255;
            }
        }
        return picture;
    }
}
