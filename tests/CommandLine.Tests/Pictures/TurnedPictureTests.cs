using LocalAI.CommandLine.Pictures;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Pictures;

public class TurnedPictureTests
{
    // Where EXIF says that the first row and the first column are shown: (left or right, top or bottom) of the red, green and blue corner.
    [Theory]
    [InlineData(0, "left top", "right top", "left bottom")]
    [InlineData(1, "left top", "right top", "left bottom")]
    [InlineData(2, "right top", "left top", "right bottom")]
    [InlineData(3, "right bottom", "left bottom", "right top")]
    [InlineData(4, "left bottom", "right bottom", "left top")]
    [InlineData(5, "left top", "left bottom", "right top")]
    [InlineData(6, "right top", "right bottom", "left top")]
    [InlineData(7, "right bottom", "right top", "left bottom")]
    [InlineData(8, "left bottom", "left top", "right bottom")]
    public void An_image_is_turned_as_EXIF_says(int orientation, string red, string green, string blue)
    {
        using var picture = TurnedPicture.Decode(TestPhotos.Corners(orientation));

        Assert.Equal(orientation >= 5 ? (128, 256) : (256, 128), (picture.Width, picture.Height));
        Assert.Equal((red, green, blue), (Find(picture, c => c.Red), Find(picture, c => c.Green), Find(picture, c => c.Blue)));
    }

    [Fact]
    public void What_is_no_image_is_refused()
    {
        var error = Assert.Throws<UserError>(() => TurnedPicture.Require(new Photo("notes.txt", "hello"u8.ToArray())));
        Assert.Equal("'notes.txt' is no image that can be drawn on; give a JPEG, PNG, WebP, BMP or GIF file.", error.Message);
    }

    [Fact]
    public void An_image_that_ends_early_is_refused()
    {
        var whole = TestPhotos.Corners(0);
        var part = whole with { Bytes = whole.Bytes[..^100] };
        TurnedPicture.Require(part);
        var error = Assert.Throws<UserError>(() => TurnedPicture.Decode(part));
        Assert.StartsWith("'photo.jpg' is not whole", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_claims_too_many_pixels_is_refused_by_its_header()
    {
        var bytes = TestPhotos.Plain(4, 4, SKColors.Red).Bytes;
        // IHDR: the width and the height are the 8 bytes from the 16th on; then come 5 bytes more, and the checksum of IHDR to there.
        byte[] large = [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20];
        large.CopyTo(bytes, 16);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Crc32(bytes.AsSpan(12, 17)));

        var error = Assert.Throws<UserError>(() => TurnedPicture.Require(new Photo("large.png", bytes)));
        Assert.Equal("'large.png' has 20000 × 20000 pixels, and drawings have at most 100 million; leave --output out.", error.Message);
    }

    // The corner whose middle has most of a colour, compared with the two others.
    private static string Find(SKBitmap picture, Func<SKColor, int> channel)
    {
        var corners = from x in (int[])[32, picture.Width - 32] from y in (int[])[32, picture.Height - 32] select (x, y);
        var (left, top) = corners.MaxBy(corner =>
        {
            var colour = picture.GetPixel(corner.x, corner.y);
            return 2 * channel(colour) - colour.Red - colour.Green - colour.Blue + channel(colour);
        });
        return $"{(left == 32 ? "left" : "right")} {(top == 32 ? "top" : "bottom")}";
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
