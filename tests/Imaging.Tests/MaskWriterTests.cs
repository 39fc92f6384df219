using System.Buffers.Binary;

namespace LocalAI.Plugins.Imaging.Tests;

public sealed class MaskWriterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(37, 21)]
    [InlineData(640, 480)]
    public void Writes_one_channel_of_eight_bits_that_reads_back(int width, int height)
    {
        var mask = new byte[width * height];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = (byte)(i % 7 == 0 ? 255 : i % 5 == 0 ? i : 0);

        var png = MaskWriter.ToPng(mask, width, height);

        Assert.Equal("\u0089PNG\r\n\u001a\n", string.Concat(png[..8].Select(value => (char)value)));
        Assert.Equal("IHDR"u8.ToArray(), png[12..16]);
        Assert.Equal(width, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(height, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
        Assert.Equal((8, 0), (png[24], png[25]));
        using var read = PictureDecoder.Decode("mask", png, PictureLimits.Default);
        Assert.Equal((width, height), (read.Width, read.Height));
        for (var i = 0; i < mask.Length; i++)
            Assert.Equal((mask[i], mask[i], mask[i]), (read.Bytes[i * 4], read.Bytes[(i * 4) + 1], read.Bytes[(i * 4) + 2]));
    }

    [Fact]
    public void Refuses_a_mask_of_another_size() => Assert.Throws<ArgumentException>(() => MaskWriter.ToPng(new byte[11], 4, 3));
}
