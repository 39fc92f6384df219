using System.Buffers.Binary;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>Puts simple WebP files into the extended form (RFC 9649).</summary>
internal static class WebPBytes
{
    /// <summary>An image with EXIF.</summary>
    public static byte[] WithExif(byte[] simple, int width, int height, byte[] exif) =>
        File([.. Extended(0x08, width, height), .. simple[12..], .. Chunk("EXIF", exif)]);

    /// <summary>An animation of images of one size.</summary>
    public static byte[] Animated(int width, int height, params byte[][] simple) => File(
    [
        .. Extended(0x02, width, height),
        .. Chunk("ANIM", [255, 255, 255, 255, 0, 0]),
        .. simple.SelectMany(image => Chunk(
            "ANMF", [0, 0, 0, 0, 0, 0, .. Three(width - 1), .. Three(height - 1), 100, 0, 0, 2, .. image[12..]])),
    ]);

    private static byte[] Extended(byte flags, int width, int height) =>
        Chunk("VP8X", [flags, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]);

    private static byte[] File(byte[] chunks) => [.. "RIFF"u8, .. Four(chunks.Length + 4), .. "WEBP"u8, .. chunks];

    private static byte[] Chunk(string name, byte[] content) =>
        [.. name.Select(letter => (byte)letter), .. Four(content.Length), .. content, .. new byte[content.Length % 2]];

    private static byte[] Three(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Four(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
