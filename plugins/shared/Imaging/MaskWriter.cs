using SkiaSharp;

namespace LocalAI.Plugins.Imaging;

/// <summary>Writes masks as PNG.</summary>
internal static unsafe class MaskWriter
{
    // What masks are made of, long runs of equal bytes, packs as well at the fastest level.
    private static readonly SKPngEncoderOptions Options = new(SKPngEncoderFilterFlags.Up, 1);

    /// <summary>A PNG with one channel of 8 bits.</summary>
    /// <param name="mask">One byte a pixel, row after row.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <exception cref="ArgumentException">The mask has not width · height bytes.</exception>
    public static byte[] ToPng(ReadOnlySpan<byte> mask, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (mask.Length != (long)width * height)
            throw new ArgumentException($"The mask has {mask.Length} bytes; {width}x{height} needs as many as pixels.", nameof(mask));
        fixed (byte* first = mask)
        {
            using var pixels = new SKPixmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), (nint)first);
            using var png = pixels.Encode(Options)
                ?? throw new InvalidOperationException($"Skia could not encode a mask of {width}x{height} pixels.");
            return png.ToArray();
        }
    }
}
