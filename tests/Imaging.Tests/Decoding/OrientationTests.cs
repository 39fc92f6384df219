using SkiaSharp;

namespace LocalAI.Plugins.Imaging.Tests.Decoding;

public sealed class OrientationTests
{
    // EXIF 2.32, tag 0x0112: on which side of what is seen the stored row 0 and column 0 are.
    public static TheoryData<byte, string, string> Sides { get; } = new()
    {
        { 1, "top", "left" },
        { 2, "top", "right" },
        { 3, "bottom", "right" },
        { 4, "bottom", "left" },
        { 5, "left", "top" },
        { 6, "right", "top" },
        { 7, "right", "bottom" },
        { 8, "left", "bottom" },
    };

    [Theory]
    [MemberData(nameof(Sides))]
    public void Turns_pictures_as_EXIF_says(byte orientation, string firstRow, string firstColumn)
    {
        using var picture = Pattern.Noise(75, 41);
        var jpeg = Encoded.Of(picture, SKEncodedImageFormat.Jpeg);
        using var stored = PictureDecoder.Decode("src", jpeg, PictureLimits.Default);

        foreach (var bigEndian in new[] { false, true })
        {
            using var seen = PictureDecoder.Decode("src", JpegBytes.WithOrientation(jpeg, orientation, bigEndian), PictureLimits.Default);

            Assert.Equal(orientation < 5 ? (75, 41) : (41, 75), (seen.Width, seen.Height));
            for (var row = 0; row < stored.Height; row++)
            {
                for (var column = 0; column < stored.Width; column++)
                {
                    var (x, y) = (0, 0);
                    Place(firstRow, row, seen, ref x, ref y);
                    Place(firstColumn, column, seen, ref x, ref y);
                    Assert.Equal(Pixel(stored, column, row), Pixel(seen, x, y));
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(255)]
    public void Ignores_orientations_that_do_not_exist(byte orientation)
    {
        using var picture = Pattern.Noise(9, 5);

        using var seen = PictureDecoder.Decode(
            "src", JpegBytes.WithOrientation(Encoded.Of(picture, SKEncodedImageFormat.Jpeg), orientation, false), PictureLimits.Default);

        Assert.Equal((9, 5), (seen.Width, seen.Height));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Finds_EXIF_in_WebP_and_PNG_too(byte orientation)
    {
        using var picture = Encoded.Smooth(90, 50);
        var (jpeg, webp) = (Encoded.Of(picture, SKEncodedImageFormat.Jpeg), Encoded.Of(picture, SKEncodedImageFormat.Webp));
        using var expected = PictureDecoder.Decode("src", JpegBytes.WithOrientation(jpeg, orientation, true), PictureLimits.Default);
        var rows = Enumerable.Range(0, 50).Select(y => picture.Bytes.Slice(y * 360, 360).ToArray()).ToArray();

        foreach (var bigEndian in new[] { false, true })
        {
            var exif = JpegBytes.Exif(orientation, bigEndian);
            byte[][] files = [WebPBytes.WithExif(webp, 90, 50, exif), PngBytes.Write(90, 50, 8, 6, rows, before: ("eXIf", exif))];
            foreach (var file in files)
            {
                using var seen = PictureDecoder.Decode("src", file, PictureLimits.Default);

                Assert.Equal((expected.Width, expected.Height), (seen.Width, seen.Height));
                for (var i = 0; i < seen.Bytes.Length; i++)
                    Assert.InRange(seen.Bytes[i], expected.Bytes[i] - 16, expected.Bytes[i] + 16);
            }
        }
    }

    // Entries that are promised and not there, a directory outside, and no TIFF at all.
    [Theory]
    [InlineData("49492A0008000000FFFF")]
    [InlineData("49492A00FFFFFFFF0100120103000100000006000000")]
    [InlineData("4D4D002A0000000A")]
    [InlineData("58582A00080000000100120103000100000006000000")]
    [InlineData("")]
    public void Ignores_EXIF_that_is_damaged(string exif)
    {
        var file = PngBytes.Write(2, 1, 8, 0, [[1, 2]], before: ("eXIf", Convert.FromHexString(exif)));

        using var seen = PictureDecoder.Decode("src", file, PictureLimits.Default);

        Assert.Equal((2, 1), (seen.Width, seen.Height));
    }

    private static void Place(string side, int distance, Picture seen, ref int x, ref int y)
    {
        switch (side)
        {
            case "top":
                y = distance;
                break;
            case "bottom":
                y = seen.Height - 1 - distance;
                break;
            case "left":
                x = distance;
                break;
            default:
                x = seen.Width - 1 - distance;
                break;
        }
    }

    private static uint Pixel(Picture picture, int x, int y) =>
        BitConverter.ToUInt32(picture.Bytes.Slice(((y * picture.Width) + x) * 4, 4));
}
