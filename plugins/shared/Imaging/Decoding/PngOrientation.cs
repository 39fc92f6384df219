using System.Buffers.Binary;
using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Decoding;

/// <summary>The orientation in the eXIf chunk of a PNG (PNG 3, §11.3.3.9), which Skia reads in JPEG and WebP only.</summary>
internal static class PngOrientation
{
    private const int SignatureBytes = 8;

    // Of a chunk: its length, its name, and the checksum behind its content.
    private const int FrameBytes = 12;

    private const int EntryBytes = 12;
    private const ushort OrientationTag = 0x0112;

    /// <summary>Where the first row and column are meant to be; the top left if nothing says otherwise.</summary>
    public static SKEncodedOrigin Of(ReadOnlySpan<byte> file)
    {
        file = file[SignatureBytes..];
        while (file.Length >= FrameBytes)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file);
            if (length > file.Length - FrameBytes)
                break;
            if (file[4..8].SequenceEqual("eXIf"u8))
                return OfExif(file.Slice(8, (int)length));
            file = file[((int)length + FrameBytes)..];
        }
        return SKEncodedOrigin.TopLeft;
    }

    /// <summary>Of a TIFF header and its first directory.</summary>
    private static SKEncodedOrigin OfExif(ReadOnlySpan<byte> exif)
    {
        if (exif.Length < 8 || !(exif is [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..]))
            return SKEncodedOrigin.TopLeft;
        var little = exif[0] == 'I';
        var start = little ? BinaryPrimitives.ReadUInt32LittleEndian(exif[4..]) : BinaryPrimitives.ReadUInt32BigEndian(exif[4..]);
        if (start > exif.Length - 2)
            return SKEncodedOrigin.TopLeft;
        var count = Short(exif[(int)start..], little);
        var entries = exif[((int)start + 2)..];
        for (var i = 0; i < count && entries.Length >= EntryBytes; i++, entries = entries[EntryBytes..])
        {
            if (Short(entries, little) != OrientationTag)
                continue;
            var origin = (SKEncodedOrigin)Short(entries[8..], little);
            return Enum.IsDefined(origin) ? origin : SKEncodedOrigin.TopLeft;
        }
        return SKEncodedOrigin.TopLeft;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
