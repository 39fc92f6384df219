using LocalAI.CommandLine.Rendering;

namespace LocalAI.CommandLine.Tests.Rendering;

public class LossCurveTests
{
    [Fact]
    public void Falls_from_the_upper_left_to_the_lower_right()
    {
        var curve = new LossCurve();
        for (var step = 1; step <= 100; step++)
            curve.Add(step, 101 - step);

        var lines = curve.Draw(50).ToList();

        Assert.Equal(8, lines.Count);
        Assert.EndsWith(" 100.0000", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(" 1.0000", lines[^1], StringComparison.Ordinal);
        Assert.NotEqual('\u2800', lines[0][0]);
        Assert.NotEqual('\u2800', lines[^1][49]);
        Assert.Equal(new string('\u2800', 25), lines[0][25..50]);
    }

    [Fact]
    public void Is_level_where_nothing_changes()
    {
        var curve = new LossCurve();
        curve.Add(1, 2);
        curve.Add(2, 2);
        Assert.Equal(2, curve.Draw(10).SelectMany(line => line[..10]).Count(cell => cell != '\u2800'));
    }

    [Fact]
    public void Needs_two_points_and_leaves_out_what_is_no_number_or_comes_again()
    {
        var curve = new LossCurve();
        curve.Add(1, 2);
        curve.Add(1, 3);
        curve.Add(2, float.NaN);
        Assert.Empty(curve.Draw(10));
    }
}
