using LocalAI.CommandLine.Pictures;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Pictures;

/// <summary>Photos that are made for a test.</summary>
internal static class TestPhotos
{
    /// <summary>A PNG of one colour.</summary>
    public static Photo Plain(int width, int height, SKColor colour)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(colour);
        return new Photo("photo.png", Png(bitmap));
    }

    /// <summary>A PNG that shows nothing.</summary>
    public static Photo Transparent(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.Transparent);
        return new Photo("photo.png", Png(bitmap));
    }

    /// <summary>A JPEG of 256 × 128 pixels, stored with red in the upper left corner, green in the upper right, blue in the lower left.</summary>
    /// <param name="orientation">The number in EXIF; 0 for a file without EXIF.</param>
    public static Photo Corners(int orientation)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(256, 128, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.Gray);
        bitmap.Erase(SKColors.Red, SKRectI.Create(0, 0, 64, 64));
        bitmap.Erase(SKColors.Lime, SKRectI.Create(192, 0, 64, 64));
        bitmap.Erase(SKColors.Blue, SKRectI.Create(0, 64, 64, 64));
        using var jpeg = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        var bytes = jpeg.ToArray();
        return new Photo("photo.jpg", orientation == 0 ? bytes : [.. bytes[..2], .. Exif(orientation), .. bytes[2..]]);
    }

    /// <summary>A mask: one channel, 255 within a rectangle.</summary>
    public static byte[] Mask(int width, int height, SKRectI inside)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        bitmap.Erase(SKColors.Black);
        bitmap.Erase(SKColors.White, inside);
        return Png(bitmap);
    }

    /// <summary>Reads a drawing again.</summary>
    public static SKBitmap Decode(byte[] png) => SKBitmap.Decode(png);

    private static byte[] Png(SKBitmap bitmap)
    {
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // A segment APP1 with one directory of one entry: tag 0x0112, a short (EXIF 2.32, 4.5 and 4.6).
    private static byte[] Exif(int orientation) =>
    [
        0xFF, 0xE1, 0, 34,
        .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0,
    ];
}
