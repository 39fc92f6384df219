using System.Buffers.Binary;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>BMP files made by hand.</summary>
internal static class BmpBytes
{
    /// <summary>A BMP of 24 bits a pixel, rows from the bottom.</summary>
    public static byte[] Write(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> pixel)
    {
        var stride = ((width * 3) + 3) / 4 * 4;
        var file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        foreach (var (at, value) in new[] { (2, file.Length), (10, 54), (14, 40), (18, width), (22, height), (26, 1 | (24 << 16)) })
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = pixel(x, height - 1 - y);
                var at = 54 + (y * stride) + (x * 3);
                (file[at], file[at + 1], file[at + 2]) = (blue, green, red);
            }
        }
        return file;
    }
}
