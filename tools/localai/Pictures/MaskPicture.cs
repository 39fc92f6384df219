using SkiaSharp;

namespace LocalAI.CommandLine.Pictures;

/// <summary>Reads the masks of segmentation models.</summary>
internal static class MaskPicture
{
    /// <summary>Decodes a mask to opaque where it is bright, and to nothing where it is dark.</summary>
    /// <param name="png">The file, of one channel: 0 for background, 255 for the thing.</param>
    /// <returns>One byte of opacity for each pixel; null where the bytes are no mask that can be drawn.</returns>
    public static SKBitmap? Decode(ReadOnlySpan<byte> png)
    {
        using var data = SKData.CreateCopy(png);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > TurnedPicture.MostPixels)
            return null;
        using var grey = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Gray8, SKAlphaType.Opaque));
        if (codec.GetPixels(grey.Info, grey.GetPixels()) != SKCodecResult.Success)
            return null;

        var mask = new SKBitmap(new SKImageInfo(grey.Width, grey.Height, SKColorType.Alpha8, SKAlphaType.Premul));
        for (var y = 0; y < grey.Height; y++)
            grey.GetPixelSpan(0, y)[..grey.Width].CopyTo(WritableRow(mask, y));
        return mask;
    }

    private static unsafe Span<byte> WritableRow(SKBitmap mask, int row) =>
        new((byte*)mask.GetPixels() + (long)row * mask.RowBytes, mask.Width);
}
