using System.Globalization;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Imaging;

/// <summary>How large an image may be; checked before it is decoded.</summary>
internal sealed record PictureLimits
{
    /// <summary>What requests may hold.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; init; } = 50L * 1024 * 1024;

    /// <summary>Width times height.</summary>
    public long Pixels { get; init; } = 100_000_000;

    /// <summary>Refuses a file that is too long; none may have 2 GiB.</summary>
    public void CheckBytes(string field, long bytes)
    {
        var most = Math.Min(Bytes, int.MaxValue);
        if (bytes > most)
            throw Refuse($"{field} is an image of {bytes} bytes; send one of at most {most}.");
    }

    /// <summary>Refuses a picture with too many pixels; none may have 2 GiB of them.</summary>
    public void CheckPixels(string field, int width, int height)
    {
        var most = Math.Min(Pixels, int.MaxValue / Picture.PixelBytes);
        if ((long)width * height > most)
            throw Refuse($"{field} is an image of {width}x{height} pixels; send one of at most {most}.");
    }

    private static EngineException Refuse(FormattableString message) =>
        new(EngineFailure.InvalidInput, message.ToString(CultureInfo.InvariantCulture));
}
