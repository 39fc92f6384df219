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

    private static uint Pixel(Picture picture, int x, int y) => BitConverter.ToUInt32(picture.Bytes.Slice(((y * picture.Width) + x) * 4, 4));
}
