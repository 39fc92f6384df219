using LocalAI.CommandLine.Pictures;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Pictures;

public class KindColoursTests
{
    [Fact]
    public void Twelve_kinds_have_twelve_colours_whatever_they_are_called()
    {
        var kinds = Enumerable.Range(0, 12).Select(i => $"kind {i}").ToList();
        var colours = new KindColours(kinds);
        Assert.Equal(12, kinds.Select(kind => colours[kind]).Distinct().Count());
    }

    [Fact]
    public void More_kinds_than_colours_share_them()
    {
        var kinds = Enumerable.Range(0, 91).Select(i => $"kind {i}").ToList();
        var colours = new KindColours(kinds);
        Assert.Equal(KindColours.Palette.Order(Comparer), kinds.Select(kind => colours[kind]).Distinct().Order(Comparer));
    }

    [Fact]
    public void A_kind_keeps_its_colour_from_picture_to_picture() =>
        Assert.Equal(new KindColours(["dog"])["dog"], new KindColours(["bicycle", "dog", "dog"])["dog"]);

    [Fact]
    public void The_order_of_what_was_found_changes_no_colour()
    {
        string[] kinds = ["a", "b", "c", "d", "e", "f", "g", "h"];
        var forwards = new KindColours(kinds);
        var backwards = new KindColours(kinds.Reverse());
        Assert.All(kinds, kind => Assert.Equal(forwards[kind], backwards[kind]));
    }

    // CIE 1976: two colours that differ by 2.3 are just told apart side by side; lines on a photo need much more.
    [Fact]
    public void Any_two_colours_are_well_told_apart()
    {
        var lab = KindColours.Palette.Select(ToLab).ToList();
        var distances = lab.SelectMany((colour, i) => lab.Skip(i + 1).Select(other => Distance(colour, other)));
        Assert.InRange(distances.Min(), 30, 200);
    }

    private static readonly Comparer<SKColor> Comparer = Comparer<SKColor>.Create((a, b) => ((uint)a).CompareTo((uint)b));

    private static double Distance((double L, double A, double B) a, (double L, double A, double B) b) =>
        Math.Sqrt(Math.Pow(a.L - b.L, 2) + Math.Pow(a.A - b.A, 2) + Math.Pow(a.B - b.B, 2));

    // sRGB (IEC 61966-2-1) to CIE XYZ under D65, to CIE L*a*b*.
    private static (double L, double A, double B) ToLab(SKColor colour)
    {
        var (r, g, b) = (Linear(colour.Red), Linear(colour.Green), Linear(colour.Blue));
        var x = F((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        var y = F(0.2126 * r + 0.7152 * g + 0.0722 * b);
        var z = F((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double Linear(byte value) =>
        value / 255.0 is var v && v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);

    private static double F(double t) => t > 0.008856 ? Math.Cbrt(t) : 7.787 * t + 16.0 / 116;
}
