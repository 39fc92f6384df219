using LocalAI.Plugins.Imaging.Decoding;
using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

/// <summary>Two threads decode what one decodes.</summary>
public sealed unsafe class JpegHalvesTests
{
    private const byte StartOfFrame = 0xC0;
    private const byte StartOfScan = 0xDA;

    public static TheoryData<int, int, SKJpegEncoderDownsample> Pictures => new MatrixTheoryData<int, int, SKJpegEncoderDownsample>(
        [64, 509, 768], [61, 64, 97, 576],
        [SKJpegEncoderDownsample.Downsample420, SKJpegEncoderDownsample.Downsample422, SKJpegEncoderDownsample.Downsample444]);

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Give_the_pixels_of_the_whole(int width, int height, SKJpegEncoderDownsample downsample)
    {
        using var picture = Encoded.Smooth(width, height);

        var (halves, whole) = Both(Jpeg(picture, new SKJpegEncoderOptions(85, downsample, SKJpegEncoderAlphaOption.Ignore)));

        Assert.Equal(picture.Bytes.Length, halves?.Length);
        Assert.Equal(whole, halves);
    }

    [Fact]
    public void Give_the_pixels_of_noise()
    {
        using var picture = Pattern.Noise(512, 400);

        var (halves, whole) = Both(Jpeg(picture, new SKJpegEncoderOptions(97)));

        Assert.Equal(picture.Bytes.Length, halves?.Length);
        Assert.Equal(whole, halves);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Are_turned_as_the_whole_is(byte orientation)
    {
        using var picture = Encoded.Smooth(640, 416);
        var file = JpegBytes.WithOrientation(Jpeg(picture, new SKJpegEncoderOptions(90)), orientation, bigEndian: true);

        using var one = PictureDecoder.Decode("src", file, PictureLimits.Default, threads: 1);
        using var two = PictureDecoder.Decode("src", file, PictureLimits.Default, threads: 2);

        Assert.Equal((one.Width, one.Height), (two.Width, two.Height));
        Assert.Equal(one.Bytes, two.Bytes);
    }

    [Fact]
    public void Give_of_a_damaged_file_what_one_gives_or_nothing()
    {
        using var picture = Encoded.Smooth(320, 256);
        var file = Jpeg(picture, new SKJpegEncoderOptions(90));
        var random = new Random(5);
        var (same, none) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            var damaged = file.ToArray();
            if (round % 4 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            for (var flips = random.Next(1, 6); flips > 0; flips--)
                damaged[random.Next(Math.Min(600, damaged.Length - 1), damaged.Length)] ^= (byte)(1 << random.Next(8));

            var (halves, whole) = Both(damaged);

            if (halves is null)
            {
                none++;
                continue;
            }
            Assert.Equal(whole, halves);
            same++;
        }
        Assert.True(same > 100 && none > 50, $"{same} as one, {none} not");
    }

    [Fact]
    public void Leave_what_does_not_come_row_by_row_to_one()
    {
        using var picture = Encoded.Smooth(640, 400);
        var file = Jpeg(picture, new SKJpegEncoderOptions(90));
        byte[] progressive = [.. file], inThreeScans = [.. file];
        progressive[Marker(file, StartOfFrame)] = 0xC2;
        inThreeScans[Marker(file, StartOfScan) + 3] = 1;

        Assert.True(JpegFrame.IsInOneScan(file));
        Assert.False(JpegFrame.IsInOneScan(progressive));
        Assert.False(JpegFrame.IsInOneScan(inThreeScans));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(170)]
    public void A_file_that_ends_before_its_scan_has_none(int length)
    {
        using var picture = Encoded.Smooth(64, 64);

        Assert.False(JpegFrame.IsInOneScan(Jpeg(picture, new SKJpegEncoderOptions(90)).AsSpan(0, length)));
    }

    private static int Marker(byte[] file, byte marker) =>
        Enumerable.Range(0, file.Length - 1).First(i => file[i] == 0xFF && file[i + 1] == marker) + 1;

    private static byte[] Jpeg(Picture picture, SKJpegEncoderOptions options)
    {
        var info = new SKImageInfo(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var pixmap = new SKPixmap(info, (nint)picture.Pointer);
        using var data = pixmap.Encode(options) ?? throw new NotSupportedException("Skia writes no JPEG.");
        return data.ToArray();
    }

    /// <summary>The pixels as two threads and as Skia itself decode them; null for what they do not.</summary>
    private static (byte[]? Halves, byte[]? Whole) Both(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        using var other = SKCodec.Create(data);
        if (codec is null)
            return default;
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var (halves, whole) = (new byte[info.BytesSize], new byte[info.BytesSize]);
        bool isDecoded;
        SKCodecResult result;
        fixed (byte* pixels = halves)
            isDecoded = JpegHalves.Decode(data, codec, info, pixels);
        fixed (byte* pixels = whole)
            result = other.GetPixels(info, (nint)pixels);
        return (isDecoded ? halves : null, result == SKCodecResult.Success ? whole : null);
    }
}
