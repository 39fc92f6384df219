using LocalAI.Plugins.Abstractions;
using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

public sealed class PictureDecoderTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 0)]
    [InlineData(SKEncodedImageFormat.Jpeg, 8)]
    [InlineData(SKEncodedImageFormat.Webp, 16)]
    public void Reads_what_Skia_writes(SKEncodedImageFormat format, int tolerance)
    {
        using var picture = Encoded.Smooth(61, 43);

        using var decoded = Decode(Encoded.Of(picture, format));

        Assert.Equal((61, 43), (decoded.Width, decoded.Height));
        Same((x, y) => At(picture, x, y), decoded, tolerance);
    }

    [Fact]
    public void Reads_bmp()
    {
        using var decoded = Decode(BmpBytes.Write(13, 9, Noise));

        Assert.Equal((13, 9), (decoded.Width, decoded.Height));
        Same(Noise, decoded);
    }

    [Fact]
    public void Reads_the_first_frame_of_a_gif()
    {
        byte[] palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7];
        byte[] first = [.. Enumerable.Range(0, 35).Select(i => (byte)(i * 7 % 4))];
        byte[] second = [.. Enumerable.Repeat((byte)3, 35)];

        using var decoded = Decode(GifBytes.Write(7, 5, palette, null, first, second));

        Same((x, y) => Color(palette, first[(y * 7) + x]), decoded);
    }

    [Fact]
    public void What_is_transparent_in_a_gif_is_black()
    {
        using var decoded = Decode(GifBytes.Write(2, 1, [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7], 1, [0, 1]));

        Same((x, _) => x == 0 ? ((byte)255, (byte)0, (byte)0) : ((byte)0, (byte)0, (byte)0), decoded);
    }

    [Fact]
    public void Keeps_the_colours_under_transparency()
    {
        using var picture = Pattern.Noise(16, 16);

        using var decoded = Decode(PngBytes.Write(
            16, 16, 8, 6, Enumerable.Range(0, 16).Select(y => picture.Bytes.Slice(y * 64, 64).ToArray())));

        Same(Noise, decoded);
    }

    [Fact]
    public void Reads_16_bits_a_channel()
    {
        using var decoded = Decode(PngBytes.Write(9, 7, 16, 2, Rows(9, 7, (x, y) =>
        {
            var (red, green, blue) = Noise(x, y);
            return [red, 77, green, 0, blue, 127];
        })));

        Same(Noise, decoded, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Grey_becomes_colour(byte kind)
    {
        var rows = Rows(9, 7, (x, y) => kind == 0 ? [Noise(x, y).Red] : [Noise(x, y).Red, 3]);

        using var decoded = Decode(PngBytes.Write(9, 7, 8, kind, rows));

        Same((x, y) => (Noise(x, y).Red, Noise(x, y).Red, Noise(x, y).Red), decoded);
    }

    [Fact]
    public void Reads_a_palette_of_two_bits()
    {
        byte[] palette = [255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 8, 7];

        byte[][] rows = [[0b00_01_10_11], [0b11_10_01_00], [0b01_01_01_01]];

        using var decoded = Decode(PngBytes.Write(4, 3, 2, 3, rows, before: ("PLTE", palette)));

        int[] colors = [0, 1, 2, 3, 3, 2, 1, 0, 1, 1, 1, 1];
        Same((x, y) => Color(palette, colors[(y * 4) + x]), decoded);
    }

    [Fact]
    public void Reads_interlaced_rows()
    {
        using var decoded = Decode(PngBytes.Write(21, 19, 8, 2, PngBytes.Adam7(21, 19, (x, y) =>
        {
            var (red, green, blue) = Noise(x, y);
            return [red, green, blue];
        }), interlaced: true));

        Same(Noise, decoded);
    }

    [Fact]
    public void Leaves_the_numbers_alone_whatever_profile_or_gamma_a_file_names()
    {
        var rows = Rows(5, 5, (x, y) => [Noise(x, y).Red, Noise(x, y).Green, Noise(x, y).Blue]);

        using var decoded = Decode(PngBytes.Write(5, 5, 8, 2, rows, before: ("gAMA", [0, 1, 0x86, 0xA0])));

        Same(Noise, decoded);
    }

    // Adobe's CMYK is stored inverted: red is cyan · black / 255.
    [Fact]
    public void Reads_cmyk()
    {
        using var decoded = Decode(JpegBytes.Flat(8, 8, 0, 200, 100, 50, 220));

        Same((_, _) => (173, 86, 43), decoded, 2);
    }

    [Theory]
    [InlineData(37)]
    [InlineData(128)]
    [InlineData(250)]
    public void Reads_a_grey_jpeg(byte value)
    {
        using var decoded = Decode(JpegBytes.Flat(8, 5, null, value));

        Assert.Equal((8, 5), (decoded.Width, decoded.Height));
        Same((_, _) => (value, value, value), decoded);
    }

    [Fact]
    public void Reads_a_single_pixel()
    {
        using var decoded = Decode(JpegBytes.Flat(1, 1, null, 128, 128, 255));

        // Cr of 255 (BT.601): red is 128 + 1.402 · 127 and green 128 - 0.714 · 127.
        Same((_, _) => (255, 37, 128), decoded, 1);
    }

    [Fact]
    public void Refuses_what_is_no_image_and_says_what_is()
    {
        Assert.Equal("src is an image of 0 bytes; send JPEG, PNG, WebP, BMP or GIF.", Refused([]));
        Assert.Equal("src is no image of a known format; send JPEG, PNG, WebP, BMP or GIF.", Refused([1, 2, 3]));
        Assert.Equal("src is HEIC, which is not read here; send JPEG, PNG, WebP, BMP or GIF.", Refused([0, 0, 0, 24, .. "ftypheic"u8]));
        Assert.Equal("src is AVIF, which is not read here; send JPEG, PNG, WebP, BMP or GIF.", Refused([0, 0, 0, 24, .. "ftypavif"u8]));
        Assert.Equal("src is TIFF, which is not read here; send JPEG, PNG, WebP, BMP or GIF.", Refused([.. "II"u8, 42, 0, 8, 0, 0, 0]));
        Assert.Equal("src is a JPEG whose beginning is damaged or cut off; send the whole file.", Refused([0xFF, 0xD8, 0xFF, 0xE0]));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    [InlineData(SKEncodedImageFormat.Bmp)]
    [InlineData(SKEncodedImageFormat.Gif)]
    public void Refuses_half_an_image(SKEncodedImageFormat format)
    {
        var whole = Samples.Of(format);

        Assert.Matches("^src is (not whole|a .* whose beginning is damaged or cut off|a damaged )", Refused(whole[..(whole.Length / 2)]));
    }

    [Fact]
    public void Looks_at_the_pixels_a_header_promises_before_it_takes_memory_for_them()
    {
        var bmp = BmpBytes.Write(1, 1, Noise);
        string[] refusals =
        [
            Refused(JpegBytes.Flat(20_000, 20_000, null, 1)),
            Refused(PngBytes.Write(20_000, 20_000, 8, 2, [[1, 2, 3]])),
            Refused([.. bmp[..18], .. BitConverter.GetBytes(20_000), .. BitConverter.GetBytes(20_000), .. bmp[26..]]),
            Refused(GifBytes.Write(20_000, 20_000, new byte[12], null, [1])),
        ];

        Assert.All(refusals, refusal => Assert.Equal("src is an image of 20000x20000 pixels; send one of at most 100000000.", refusal));
    }

    [Fact]
    public void Keeps_to_the_limits_it_is_given()
    {
        var png = PngBytes.Write(4, 3, 8, 0, Rows(4, 3, (_, _) => [1]));

        using var allowed = PictureDecoder.Decode("src", png, new PictureLimits { Bytes = png.Length, Pixels = 12 });
        Assert.EndsWith("at most 11.", Refused(png, new PictureLimits { Pixels = 11 }), StringComparison.Ordinal);
        Assert.EndsWith("at most 30.", Refused(png, new PictureLimits { Bytes = 30 }), StringComparison.Ordinal);
    }

    internal static (byte Red, byte Green, byte Blue) Noise(int x, int y) =>
        (Pattern.Value(x, y, 0), Pattern.Value(x, y, 1), Pattern.Value(x, y, 2));

    private static IEnumerable<byte[]> Rows(int width, int height, Func<int, int, byte[]> pixel) =>
        Enumerable.Range(0, height).Select(y => Enumerable.Range(0, width).SelectMany(x => pixel(x, y)).ToArray());

    private static (byte Red, byte Green, byte Blue) At(Picture picture, int x, int y)
    {
        var at = ((y * picture.Width) + x) * 4;
        return (picture.Bytes[at], picture.Bytes[at + 1], picture.Bytes[at + 2]);
    }

    private static (byte Red, byte Green, byte Blue) Color(byte[] palette, int index) =>
        (palette[index * 3], palette[(index * 3) + 1], palette[(index * 3) + 2]);

    private static void Same(Func<int, int, (byte Red, byte Green, byte Blue)> expected, Picture picture, int tolerance = 0)
    {
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var (wanted, found) = (expected(x, y), At(picture, x, y));
                Assert.True(
                    Math.Abs(wanted.Red - found.Red) <= tolerance
                        && Math.Abs(wanted.Green - found.Green) <= tolerance
                        && Math.Abs(wanted.Blue - found.Blue) <= tolerance,
                    $"({x}, {y}) is {found}, not {wanted}");
            }
        }
    }

    private static Picture Decode(byte[] file) => PictureDecoder.Decode("src", file, PictureLimits.Default);

    private static string Refused(byte[] file, PictureLimits? limits = null)
    {
        var refusal = Assert.Throws<EngineException>(() => PictureDecoder.Decode("src", file, limits ?? PictureLimits.Default));
        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        return refusal.Message;
    }
}
