using System.Buffers.Binary;
using System.IO.Compression;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>PNG files made by hand, of any kind (ISO/IEC 15948).</summary>
internal static class PngBytes
{
    /// <summary>A PNG.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="depth">Bits of a channel.</param>
    /// <param name="kind">0 grey, 2 colours, 3 palette, 4 grey and alpha, 6 colours and alpha.</param>
    /// <param name="rows">The rows without filter; of an interlaced one, those of its passes.</param>
    /// <param name="interlaced">Whether it is (Adam7).</param>
    /// <param name="before">Chunks before the pixels: names and contents.</param>
    public static byte[] Write(
        int width, int height, byte depth, byte kind, IEnumerable<byte[]> rows, bool interlaced = false,
        params (string Name, byte[] Content)[] before)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), depth, kind, 0, 0, interlaced ? (byte)1 : (byte)0]);
        foreach (var (name, content) in before)
            Chunk(file, name, content);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var row in rows)
                zlib.Write([0, .. row]);
        }
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>The rows of the seven passes of an interlaced image.</summary>
    public static IEnumerable<byte[]> Adam7(int width, int height, Func<int, int, byte[]> pixel)
    {
        (int, int, int, int)[] passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        foreach (var (left, top, right, down) in passes)
        {
            for (var y = top; y < height && left < width; y += down)
            {
                var row = new List<byte>();
                for (var x = left; x < width; x += right)
                    row.AddRange(pixel(x, y));
                yield return [.. row];
            }
        }
    }

    private static void Chunk(Stream file, string name, byte[] content)
    {
        byte[] checkedBytes = [.. name.Select(letter => (byte)letter), .. content];
        file.Write(BigEndian((uint)content.Length));
        file.Write(checkedBytes);
        file.Write(BigEndian(Crc32(checkedBytes)));
    }

    private static uint Crc32(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
