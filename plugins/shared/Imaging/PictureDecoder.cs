using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Imaging.Decoding;
using SkiaSharp;

namespace LocalAI.Plugins.Imaging;

/// <summary>
/// Decodes JPEG, PNG, WebP, BMP and the first frame of GIF, turned as EXIF says; transparency is ignored, grey becomes colour. The
/// numbers are those in the file, as OpenCV reads them: colour profiles and gamma are not applied.
/// </summary>
internal static unsafe class PictureDecoder
{
    /// <summary>Decodes an image.</summary>
    /// <param name="field">The request's field, for what is said when it cannot be.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="threads">Threads that may be used.</param>
    /// <exception cref="EngineException"><see cref="EngineFailure.InvalidInput"/>: it is too large, not whole, or no image.</exception>
    public static Picture Decode(string field, ReadOnlyMemory<byte> bytes, PictureLimits limits, int threads = 1)
    {
        using var pinned = bytes.Pin();
        return Decode(field, (byte*)pinned.Pointer, bytes.Length, limits, threads);
    }

    /// <summary>Decodes an image that does not move.</summary>
    internal static Picture Decode(string field, byte* file, int length, PictureLimits limits, int threads)
    {
        if (length == 0)
            throw Refuse($"{field} is an image of 0 bytes; send {PictureFormat.Readable}.");
        limits.CheckBytes(field, length);
        var format = PictureFormat.Of(new ReadOnlySpan<byte>(file, length));
        if (format is null)
            throw Refuse($"{field} is no image of a known format; send {PictureFormat.Readable}.");
        if (!format.IsRead)
            throw Refuse($"{field} is {format.Name}, which is not read here; send {PictureFormat.Readable}.");
        using var data = SKData.Create((nint)file, length);
        using var codec = SKCodec.Create(data)
            ?? throw Refuse($"{field} is a {format.Name} whose beginning is damaged or cut off; send the whole file.");
        var origin = format == PictureFormat.Png ? PngOrientation.Of(new ReadOnlySpan<byte>(file, length)) : codec.EncodedOrigin;
        limits.CheckPixels(field, codec.Info.Width, codec.Info.Height);
        var halves = format == PictureFormat.Jpeg && threads > 1 ? data : null;
        return Decode(field, format, codec, halves, origin);
    }

    /// <param name="field">The request's field.</param>
    /// <param name="format">The file's format.</param>
    /// <param name="codec">A codec of it.</param>
    /// <param name="halves">The file, where another thread may decode a part of it.</param>
    /// <param name="origin">Where its first row and column are meant to be.</param>
    private static Picture Decode(string field, PictureFormat format, SKCodec codec, SKData? halves, SKEncodedOrigin origin)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var stored = new Picture(width, height);
        try
        {
            // No colour space, so no conversion; unpremultiplied, so the colours under transparency stay as they are.
            var opaque = codec.Info.AlphaType == SKAlphaType.Opaque;
            var info = new SKImageInfo(width, height, SKColorType.Rgba8888, opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
            if (halves is null || !JpegHalves.TryDecode(halves, codec, info, stored.Pointer))
            {
                var result = codec.GetPixels(info, (nint)stored.Pointer);
                if (result != SKCodecResult.Success)
                    throw Refuse(field, format, result);
            }
            if (origin == SKEncodedOrigin.TopLeft)
                return stored;
            var seen = Orientation.Upright(stored, origin);
            stored.Dispose();
            return seen;
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    private static EngineException Refuse(string field, PictureFormat format, SKCodecResult result) => Refuse(result switch
    {
        SKCodecResult.IncompleteInput => $"{field} is not whole: the {format.Name} ends before its last row; send the whole file.",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => $"{field} is a damaged {format.Name}; send it again, or save it anew.",
        _ => string.Create(CultureInfo.InvariantCulture,
            $"{field} is a {format.Name} of a kind that cannot be decoded ({result}); save it as a plain JPEG or PNG."),
    });

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
