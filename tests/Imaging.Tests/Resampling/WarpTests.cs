using System.Numerics;

namespace LocalAI.Plugins.Imaging.Tests.Resampling;

public sealed class WarpTests
{
    [Theory]
    [MemberData(nameof(Tensors.Kinds), MemberType = typeof(Tensors))]
    internal void Writes_what_the_definition_says(ChannelOrder order, TensorLayout layout)
    {
        var values = Tensors.Uneven(order);
        var random = new Random(5);
        foreach (var (width, height) in new[] { (40, 30), (1, 1), (2, 7), (7, 1), (300, 200) })
        {
            using var picture = Pattern.Noise(width, height);
            for (var i = 0; i < 8; i++)
            {
                var map = Matrix3x2.CreateRotation(random.NextSingle() * 7)
                    * Matrix3x2.CreateScale(.2f + random.NextSingle(), .2f + random.NextSingle())
                    * Matrix3x2.CreateTranslation((random.NextSingle() - .3f) * width, (random.NextSingle() - .3f) * height);
                var tensor = Tensors.Unwritten(27 * 19 * (order == ChannelOrder.Gray ? 1 : 3));

                Resampler.Warp(picture, map, tensor, 27, 19, values, layout);

                Tensors.Near(ScalarResampler.Warp(picture, map, 27, 19, values, layout), tensor, 2e-4);
            }
        }
    }

    [Fact]
    public void What_is_only_partly_outside_blends_with_black()
    {
        using var picture = new Picture(1, 1);
        picture.Bytes.Fill(200);
        var tensor = new float[9];
        var map = Matrix3x2.CreateScale(.5f) * Matrix3x2.CreateTranslation(-.5f, -.5f);

        Resampler.Warp(picture, map, tensor, 3, 3, PixelValues.Raw(ChannelOrder.Gray));

        Tensors.Near([50, 100, 50, 100, 200, 100, 50, 100, 50], tensor, 1e-4);
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.PositiveInfinity, 0)]
    [InlineData(1e30f, 1e30f)]
    [InlineData(0, -1e9f)]
    public void A_map_that_leads_nowhere_gives_black(float scale, float move)
    {
        using var picture = Pattern.Noise(8, 8);
        var tensor = Tensors.Unwritten(5 * 4);

        var values = new PixelValues(ChannelOrder.Gray, new Vector3(2), Vector3.One);
        Resampler.Warp(picture, new Matrix3x2(scale, 0, 0, scale, move, move), tensor, 5, 4, values);

        Assert.All(tensor, number => Assert.Equal(-2, number));
    }

    [Fact]
    public void Warps_a_face_to_the_places_its_model_was_trained_with()
    {
        Vector2[] template =
            [new(38.2946f, 51.6963f), new(73.5318f, 51.5014f), new(56.0252f, 71.7366f), new(41.5493f, 92.3655f), new(70.7299f, 92.2041f)];
        var map = Matrix3x2.CreateRotation(.3f) * Matrix3x2.CreateScale(1.4f) * Matrix3x2.CreateTranslation(60, 10);
        using var picture = new Picture(300, 300);
        picture.Bytes.Clear();
        var points = new Vector2[template.Length];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = Vector2.Transform(template[i], map);
            for (var at = 0; at < 9; at++)
                picture.Bytes[(((((int)points[i].Y + (at / 3) - 1) * 300) + (int)points[i].X + (at % 3) - 1) * 4) + 1] = 255;
        }

        var tensor = new float[112 * 112 * 3];
        Resampler.Warp(picture, Similarity.Fit(template, points), tensor, 112, 112, PixelValues.Raw(ChannelOrder.Rgb));

        foreach (var point in template)
            Assert.InRange(tensor[(112 * 112) + ((int)MathF.Round(point.Y) * 112) + (int)MathF.Round(point.X)], 60, 255);
        Assert.Equal(0, tensor[..(112 * 112)].Max());
    }
}
