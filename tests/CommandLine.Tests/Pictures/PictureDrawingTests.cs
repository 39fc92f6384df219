using LocalAI.CommandLine.Pictures;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Pictures;

public class PictureDrawingTests
{
    private static readonly SKColor Ground = new(0xFF404040);

    [Fact]
    public void The_edges_of_a_box_have_the_colour_of_its_kind_and_what_is_inside_stays()
    {
        var colour = new KindColours(["dog"])["dog"];
        using var drawing = Draw(new Mark("dog", "", 100, 120, 200, 150));

        SKPointI[] edges = [new(100, 200), new(300, 200), new(200, 120), new(200, 270), new(100, 120), new(299, 269)];
        Assert.All(edges, point => Assert.Equal(colour, drawing.GetPixel(point.X, point.Y)));
        SKPointI[] others = [new(200, 200), new(90, 200), new(310, 200), new(200, 110), new(200, 280)];
        Assert.All(others, point => Assert.Equal(Ground, drawing.GetPixel(point.X, point.Y)));
    }

    [Fact]
    public void A_mask_shows_the_photo_through_its_colour()
    {
        var colour = new KindColours(["cat"])["cat"];
        var mask = TestPhotos.Mask(640, 480, SKRectI.Create(220, 200, 80, 60));
        using var drawing = Draw(new Mark("cat", "", 200, 180, 120, 100, mask));

        var inside = drawing.GetPixel(260, 230);
        Assert.InRange(inside.Red, Blend(colour.Red, Ground.Red) - 2, Blend(colour.Red, Ground.Red) + 2);
        Assert.InRange(inside.Green, Blend(colour.Green, Ground.Green) - 2, Blend(colour.Green, Ground.Green) + 2);
        Assert.InRange(inside.Blue, Blend(colour.Blue, Ground.Blue) - 2, Blend(colour.Blue, Ground.Blue) + 2);
        // Exactly up to its border.
        Assert.Equal(inside, drawing.GetPixel(220, 200));
        Assert.Equal(inside, drawing.GetPixel(299, 259));
        Assert.Equal(Ground, drawing.GetPixel(219, 230));
        Assert.Equal(Ground, drawing.GetPixel(300, 230));
    }

    [Theory]
    [InlineData("not a PNG")]
    [InlineData("")]
    public void A_mask_that_cannot_be_read_leaves_the_box(string mask)
    {
        using var drawing = Draw(new Mark("cat", "", 200, 180, 120, 100, System.Text.Encoding.UTF8.GetBytes(mask)));
        Assert.Equal(Ground, drawing.GetPixel(260, 230));
        Assert.Equal(new KindColours(["cat"])["cat"], drawing.GetPixel(200, 230));
    }

    [Fact]
    public void A_label_lies_above_its_box_in_the_colour_of_its_kind_with_letters_on_it()
    {
        var colour = new KindColours(["dog"])["dog"];
        using var drawing = Draw(new Mark("dog", "dog 0.85", 100, 120, 200, 150));

        var label = Pixels(drawing, SKRectI.Create(100, 98, 60, 18));
        Assert.InRange(label.Count(pixel => pixel == colour), 300, 1000);
        Assert.InRange(label.Count(pixel => pixel == SKColors.White || pixel == SKColors.Black), 40, 500);
        Assert.DoesNotContain(Ground, label);
    }

    [Theory]
    [InlineData(-50, -50, 2000, 2000)]
    [InlineData(630, 470, 300, 300)]
    [InlineData(0, 0, 10, 10)]
    public void A_box_that_leaves_the_image_has_its_label_inside(float left, float top, float width, float height)
    {
        const string Label = "person 0.99";
        using var drawing = Draw(new Mark("person", Label, left, top, width, height));
        using var alone = Draw(new Mark("person", Label, 100, 200, 300, 200));
        bool IsLetter(SKColor pixel) => pixel == SKColors.White || pixel == SKColors.Black;
        var whole = Pixels(alone, alone.Info.Rect).Count(IsLetter);
        Assert.InRange(Pixels(drawing, drawing.Info.Rect).Count(IsLetter), whole * 0.8, whole * 1.2);
    }

    [Fact]
    public void A_label_wider_than_the_image_has_smaller_letters()
    {
        using var drawing = Draw(TestPhotos.Plain(60, 60, Ground), new Mark("x", "a class with a long name 0.50", 5, 30, 40, 20));
        Assert.NotEqual(Ground, drawing.GetPixel(59, 25));
        Assert.Equal((60, 60), (drawing.Width, drawing.Height));
    }

    [Theory]
    [InlineData(float.NaN, 0, 10, 10)]
    [InlineData(0, 0, float.PositiveInfinity, 10)]
    [InlineData(float.NegativeInfinity, 0, 10, 10)]
    [InlineData(1e30f, 1e30f, 10, 10)]
    public void Numbers_that_are_no_box_end_nothing(float left, float top, float width, float height)
    {
        using var drawing = Draw(new Mark("x", "x", left, top, width, height), new Mark("dog", "", 100, 120, 200, 150));
        Assert.Equal((640, 480), (drawing.Width, drawing.Height));
    }

    [Fact]
    public void Boxes_are_in_the_turned_image()
    {
        using var drawing = Draw(TestPhotos.Corners(6), new Mark("dog", "", 20, 150, 60, 60));
        Assert.Equal((128, 256), (drawing.Width, drawing.Height));
        Assert.Equal(new KindColours(["dog"])["dog"], drawing.GetPixel(20, 180));
    }

    [Fact]
    public void What_is_transparent_stays_so()
    {
        using var drawing = Draw(TestPhotos.Transparent(64, 64), new Mark("dog", "", 10, 10, 40, 40));
        Assert.Equal((0, 255), (drawing.GetPixel(30, 30).Alpha, drawing.GetPixel(10, 30).Alpha));
    }

    private static double Blend(byte colour, byte ground) => (colour * 115 + ground * 140) / 255.0;

    private static SKBitmap Draw(params Mark[] marks) => Draw(TestPhotos.Plain(640, 480, Ground), marks);

    private static SKBitmap Draw(Photo photo, params Mark[] marks)
    {
        using var png = new MemoryStream();
        PictureDrawing.Write(photo, marks, png);
        return TestPhotos.Decode(png.ToArray());
    }

    private static List<SKColor> Pixels(SKBitmap picture, SKRectI area) =>
    [
        .. from y in Enumerable.Range(area.Top, area.Height)
           from x in Enumerable.Range(area.Left, area.Width)
           select picture.GetPixel(x, y),
    ];
}
