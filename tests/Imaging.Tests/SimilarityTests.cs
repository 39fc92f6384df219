using System.Numerics;
using LocalAI.Plugins.Imaging.Tests.Golden;

namespace LocalAI.Plugins.Imaging.Tests;

public sealed class SimilarityTests
{
    /// <summary>Against Umeyama's steps with a singular value decomposition, by Golden/make-similarity-golden.py.</summary>
    [Fact]
    public void Is_what_Umeyamas_method_gives()
    {
        var cases = GoldenFile.Read<Case[]>("similarity.golden.json");
        Assert.Equal(24, cases.Length);
        foreach (var golden in cases)
        {
            var map = Similarity.Fit(Points(golden.From), Points(golden.To));

            Assert.Equal(golden.Map[0][0], map.M11, 1e-5);
            Assert.Equal(golden.Map[0][1], map.M21, 1e-5);
            Assert.Equal(golden.Map[1][0], map.M12, 1e-5);
            Assert.Equal(golden.Map[1][1], map.M22, 1e-5);
            Assert.Equal(golden.Map[0][2], map.M31, 1e-2);
            Assert.Equal(golden.Map[1][2], map.M32, 1e-2);
        }
    }

    [Fact]
    public void Finds_a_map_again()
    {
        var expected = Matrix3x2.CreateScale(2.5f) * Matrix3x2.CreateRotation(-1.1f) * Matrix3x2.CreateTranslation(-300, 41);
        Vector2[] from = [new(3, 4), new(100, 7)];

        var map = Similarity.Fit(from, [Vector2.Transform(from[0], expected), Vector2.Transform(from[1], expected)]);

        foreach (var (row, column) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
            Assert.Equal(expected[row, column], map[row, column], 1e-5);
        Assert.Equal(expected.M31, map.M31, 1e-3);
        Assert.Equal(expected.M32, map.M32, 1e-3);
    }

    [Fact]
    public void Refuses_points_that_say_nothing()
    {
        Assert.Throws<ArgumentException>(() => Similarity.Fit([new(1, 1)], [new(2, 2)]));
        Assert.Throws<ArgumentException>(() => Similarity.Fit([new(1, 1), new(2, 2)], [new(2, 2)]));
        Assert.Throws<ArgumentException>(() => Similarity.Fit([new(1, 1), new(1, 1)], [new(2, 2), new(3, 3)]));
        Assert.Throws<ArgumentException>(() => Similarity.Fit([new(1, float.NaN), new(1, 1)], [new(2, 2), new(3, 3)]));
    }

    private static Vector2[] Points(float[][] pairs) => [.. pairs.Select(pair => new Vector2(pair[0], pair[1]))];

    private sealed record Case(float[][] From, float[][] To, double[][] Map);
}
