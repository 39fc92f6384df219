namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>GIF files made by hand: 4 colours, codes of 3 bits that never grow.</summary>
internal static class GifBytes
{
    /// <summary>A GIF.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="palette">Red, green and blue of four colours.</param>
    /// <param name="transparent">The colour that is transparent, or null.</param>
    /// <param name="frames">The colours of the pixels of each frame.</param>
    public static byte[] Write(int width, int height, byte[] palette, byte? transparent, params byte[][] frames)
    {
        List<byte> file = [.. "GIF89a"u8, .. Little(width), .. Little(height), 0b1001_0001, 0, 0, .. palette];
        foreach (var frame in frames)
        {
            file.AddRange([0x21, 0xF9, 4, (byte)(transparent is null ? 0 : 1), 10, 0, transparent ?? 0, 0]);
            file.AddRange([0x2C, 0, 0, 0, 0, .. Little(width), .. Little(height), 0, 2]);
            file.AddRange(Packed(frame));
            file.Add(0);
        }
        return [.. file, 0x3B];
    }

    private static IEnumerable<byte> Packed(byte[] pixels)
    {
        // A clear code (4) before every pair keeps the codes at three bits.
        List<int> codes = [];
        for (var i = 0; i < pixels.Length; i++)
        {
            if (i % 2 == 0)
                codes.Add(4);
            codes.Add(pixels[i]);
        }
        codes.Add(5);
        var bytes = new byte[((codes.Count * 3) + 7) / 8];
        for (var i = 0; i < codes.Count * 3; i++)
            bytes[i / 8] |= (byte)(((codes[i / 3] >> (i % 3)) & 1) << (i % 8));
        return bytes.Chunk(255).SelectMany(chunk => chunk.Prepend((byte)chunk.Length));
    }

    private static byte[] Little(int value) => [(byte)value, (byte)(value >> 8)];
}
