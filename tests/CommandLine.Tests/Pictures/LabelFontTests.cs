using LocalAI.CommandLine.Pictures;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Pictures;

public class LabelFontTests
{
    private const int Height = 28;

    [Fact]
    public void Every_printable_character_has_strokes_of_its_own()
    {
        var drawn = Enumerable.Range('!', '~' - ' ').Select(c => Draw(((char)c).ToString())).ToList();
        Assert.Equal(94, drawn.Count);
        Assert.All(drawn, pixels => Assert.Contains((byte)255, pixels));
        Assert.Equal(94, drawn.Select(Convert.ToHexString).Distinct().Count());
        Assert.DoesNotContain(Convert.ToHexString(Draw("é")), drawn.Select(Convert.ToHexString));
    }

    [Fact]
    public void A_space_is_room_and_nothing_else()
    {
        Assert.All(Draw(" "), pixel => Assert.Equal(0, pixel));
        Assert.True(LabelFont.Measure("a b") > LabelFont.Measure("ab"));
    }

    [Fact]
    public void What_it_has_no_strokes_for_is_a_box() => Assert.Equal(Draw("é"), Draw("漢"));

    // The strokes have a width, and go beyond the grid by half of it.
    [Theory]
    [InlineData("Wide gjpqy @ {|} 0123456789")]
    [InlineData("_")]
    [InlineData("i")]
    public void A_text_stays_within_what_is_measured(string text)
    {
        const int Room = 20;
        var width = (int)MathF.Ceiling(LabelFont.Measure(text) * Height) + 2 * Room;
        using var bitmap = Render(text, width, 3 * Height, Room);
        var (right, bottom) = (0, 0);
        for (var y = 0; y < bitmap.Height; y++)
        {
            for (var x = 0; x < bitmap.Width; x++)
            {
                if (bitmap.GetPixel(x, y).Alpha > 0)
                    (right, bottom) = (Math.Max(right, x), Math.Max(bottom, y));
            }
        }
        Assert.InRange(right, Room, width - Room + Height / 12);
        Assert.InRange(bottom, Room, Room + Height * (1 + LabelFont.Descent) + Height / 12);
    }

    private static byte[] Draw(string text)
    {
        using var bitmap = Render(text, 64, 64, 12);
        return bitmap.GetPixelSpan().ToArray();
    }

    private static SKBitmap Render(string text, int width, int height, int room)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Alpha8, SKAlphaType.Premul));
        bitmap.Erase(SKColors.Transparent);
        using var canvas = new SKCanvas(bitmap);
        LabelFont.Draw(canvas, text, room, room, Height, SKColors.Black);
        return bitmap;
    }
}
