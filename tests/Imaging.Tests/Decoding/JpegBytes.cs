using System.Buffers.Binary;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>JPEG files made by hand: what no encoder here writes.</summary>
internal static class JpegBytes
{
    /// <summary>A baseline JPEG whose components have one value each.</summary>
    /// <param name="width">Its width; only what is at most 8 is whole.</param>
    /// <param name="height">Its height, the same.</param>
    /// <param name="adobe">The transform of an Adobe marker (0: none, 2: YCCK), or null for no marker.</param>
    /// <param name="components">Their values: 1 for grey, 3 for YCbCr, 4 for CMYK.</param>
    public static byte[] Flat(int width, int height, byte? adobe, params byte[] components)
    {
        var file = new List<byte> { 0xFF, 0xD8 };
        if (adobe is { } transform)
            Segment(file, 0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        // Eighths of the steady part are whole values.
        Segment(file, 0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]);
        Segment(file, 0xC0, [8, .. BigEndian(height), .. BigEndian(width), (byte)components.Length,
            .. components.SelectMany((_, index) => new byte[] { (byte)(index + 1), 0x11, 0 })]);
        // Nine lengths of differences, four bits each; of the other coefficients only the end of the block.
        Segment(file, 0xC4, [0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        Segment(file, 0xC4, [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Segment(file, 0xDA, [(byte)components.Length,
            .. components.SelectMany((_, index) => new byte[] { (byte)(index + 1), 0x00 }), 0, 63, 0]);
        var bits = string.Concat(components.Select(value => Difference(value - 128) + "0"));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '1');
        for (var i = 0; i < bits.Length; i += 8)
        {
            file.Add(Convert.ToByte(bits.Substring(i, 8), 2));
            if (file[^1] == 0xFF)
                file.Add(0);
        }
        return [.. file, 0xFF, 0xD9];
    }

    /// <summary>Puts an EXIF segment with an orientation behind the first marker of a JPEG.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation, bool bigEndian)
    {
        var file = new List<byte>(jpeg[..2]);
        Segment(file, 0xE1, [.. "Exif"u8, 0, 0, .. Exif(orientation, bigEndian)]);
        return [.. file, .. jpeg[2..]];
    }

    /// <summary>EXIF that says an orientation and nothing else.</summary>
    public static byte[] Exif(byte orientation, bool bigEndian) => bigEndian
        ? [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
        : [.. "II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];

    private static string Difference(int value)
    {
        var length = 32 - int.LeadingZeroCount(Math.Abs(value));
        var code = Convert.ToString(length, 2).PadLeft(4, '0');
        // Negative ones are written as ones below the smallest of their length.
        var bits = value < 0 ? value + (1 << length) - 1 : value;
        return length == 0 ? code : code + Convert.ToString(bits, 2).PadLeft(length, '0');
    }

    private static void Segment(List<byte> file, byte marker, byte[] content)
    {
        file.AddRange([0xFF, marker, .. BigEndian(content.Length + 2)]);
        file.AddRange(content);
    }

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return bytes;
    }
}
