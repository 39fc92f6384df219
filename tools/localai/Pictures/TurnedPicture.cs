using System.Globalization;
using SkiaSharp;

namespace LocalAI.CommandLine.Pictures;

/// <summary>Decodes an image and turns it as its EXIF orientation says: that is the image whose pixels the host's boxes are in.</summary>
internal static class TurnedPicture
{
    /// <summary>Width times height; four bytes each in memory.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>Looks at an image's header.</summary>
    /// <exception cref="UserError">It is no image, or too large to be drawn on.</exception>
    public static void Require(Photo photo) => Open(photo).Dispose();

    /// <summary>Decodes the image, or the first one of an animation, in sRGB.</summary>
    /// <exception cref="UserError">It is no image, not whole, or too large to be drawn on.</exception>
    public static SKBitmap Decode(Photo photo)
    {
        using var codec = Open(photo);
        using var colours = SKColorSpace.CreateSrgb();
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul, colours);
        var picture = new SKBitmap(info);
        if (codec.GetPixels(info, picture.GetPixels()) != SKCodecResult.Success)
        {
            picture.Dispose();
            throw new UserError($"'{photo.File}' is not whole, and cannot be drawn on; give one that is, or leave --output out.");
        }
        return codec.EncodedOrigin == SKEncodedOrigin.TopLeft ? picture : Turn(picture, codec.EncodedOrigin);
    }

    /// <summary>What turns a stored image of a width and a height; the orientations are numbered in EXIF 2.32, 4.6.4, tag 0x0112.</summary>
    internal static SKMatrix Turning(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => Affine(-1, 0, width, 0, 1, 0),
        SKEncodedOrigin.BottomRight => Affine(-1, 0, width, 0, -1, height),
        SKEncodedOrigin.BottomLeft => Affine(1, 0, 0, 0, -1, height),
        SKEncodedOrigin.LeftTop => Affine(0, 1, 0, 1, 0, 0),
        SKEncodedOrigin.RightTop => Affine(0, -1, height, 1, 0, 0),
        SKEncodedOrigin.RightBottom => Affine(0, -1, height, -1, 0, width),
        SKEncodedOrigin.LeftBottom => Affine(0, 1, 0, -1, 0, width),
        _ => SKMatrix.CreateIdentity(),
    };

    private static SKCodec Open(Photo photo)
    {
        using var data = SKData.CreateCopy(photo.Bytes);
        var codec = SKCodec.Create(data)
            ?? throw new UserError($"'{photo.File}' is no image that can be drawn on; give a JPEG, PNG, WebP, BMP or GIF file.");
        if ((long)codec.Info.Width * codec.Info.Height <= MostPixels)
            return codec;
        using (codec)
        {
            throw new UserError(string.Create(
                CultureInfo.InvariantCulture,
                $"'{photo.File}' has {codec.Info.Width} × {codec.Info.Height} pixels, and drawings have at most "
                + $"{MostPixels / 1_000_000} million; leave --output out."));
        }
    }

    private static SKBitmap Turn(SKBitmap stored, SKEncodedOrigin origin)
    {
        using (stored)
        {
            var aside = origin >= SKEncodedOrigin.LeftTop;
            var turned = new SKBitmap(aside ? stored.Info.WithSize(stored.Height, stored.Width) : stored.Info);
            using var canvas = new SKCanvas(turned);
            using var paint = new SKPaint { BlendMode = SKBlendMode.Src };
            canvas.SetMatrix(Turning(origin, stored.Width, stored.Height));
            // Each pixel falls on one pixel: nothing is to be blended.
            canvas.DrawBitmap(stored, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), paint);
            return turned;
        }
    }

    // x' = a x + b y + c, y' = d x + e y + f.
    private static SKMatrix Affine(float a, float b, float c, float d, float e, float f) => new(a, b, c, d, e, f, 0, 0, 1);
}
