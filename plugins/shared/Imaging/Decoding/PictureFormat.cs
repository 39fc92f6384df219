namespace LocalAI.Plugins.Imaging.Decoding;

/// <summary>What the first bytes of a file say that it is.</summary>
/// <param name="Name">The format's name.</param>
/// <param name="IsRead">Whether it can be decoded here.</param>
internal sealed record PictureFormat(string Name, bool IsRead)
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadBytes = 18;

    /// <summary>What can be decoded, for people.</summary>
    public const string Readable = "JPEG, PNG, WebP, BMP or GIF";

    /// <summary>ITU-T T.81.</summary>
    public static readonly PictureFormat Jpeg = new("JPEG", true);

    /// <summary>ISO/IEC 15948.</summary>
    public static readonly PictureFormat Png = new("PNG", true);

    private static readonly PictureFormat WebP = new("WebP", true);
    private static readonly PictureFormat Bmp = new("BMP", true);
    private static readonly PictureFormat Gif = new("GIF", true);
    private static readonly PictureFormat Avif = new("AVIF", false);
    private static readonly PictureFormat Heic = new("HEIC", false);
    private static readonly PictureFormat JpegXl = new("JPEG XL", false);
    private static readonly PictureFormat Tiff = new("TIFF", false);

    /// <summary>The format of a file that begins so; null if it is none of those that are known.</summary>
    public static PictureFormat? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        // Two letters are little: the header that follows the 14 bytes of the file's says its length, 12 to 124 bytes.
        [(byte)'B', (byte)'M', _, _, _, _, _, _, _, _, _, _, _, _, >= 12 and <= 124, 0, 0, 0, ..] => Bmp,
        [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => Tiff,
        [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => JpegXl,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v', (byte)'i', (byte)'f' or (byte)'s', ..] => Avif,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'h', (byte)'e', ..]
            or [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'m', (byte)'i' or (byte)'s', ..] => Heic,
        _ => null,
    };
}
