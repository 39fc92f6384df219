namespace LocalAI.Plugins.Imaging.Tests.Resampling;

public sealed class ResizeTests
{
    [Theory]
    [MemberData(nameof(Tensors.Kinds), MemberType = typeof(Tensors))]
    internal void Writes_what_the_definition_says(ChannelOrder order, TensorLayout layout)
    {
        var values = Tensors.Uneven(order);
        (int, int, int, int)[] sizes = [(40, 30, 17, 9), (5, 4, 23, 19), (1, 1, 3, 2), (3, 1, 7, 5), (1, 9, 8, 8), (64, 64, 1, 1)];
        foreach (var (width, height, toWidth, toHeight) in sizes)
        {
            using var picture = Pattern.Noise(width, height);
            var tensor = Tensors.Unwritten(toWidth * toHeight * (order == ChannelOrder.Gray ? 1 : 3));

            Resampler.Resize(picture, Region.Of(picture), tensor, toWidth, toHeight, values, layout);

            Tensors.Near(ScalarResampler.Resize(picture, Region.Of(picture), toWidth, toHeight, values, layout), tensor, 2e-4);
        }
    }

    [Fact]
    public void Writes_what_the_definition_says_whatever_the_sizes()
    {
        var random = new Random(11);
        for (var round = 0; round < 150; round++)
        {
            using var picture = Pattern.Noise(random.Next(1, 40), random.Next(1, 40));
            var (width, height) = (random.Next(1, 40), random.Next(1, 40));
            var values = Tensors.Uneven((ChannelOrder)random.Next(3));
            var layout = (TensorLayout)random.Next(2);
            var tensor = Tensors.Unwritten(width * height * (values.Order == ChannelOrder.Gray ? 1 : 3));

            Resampler.Resize(picture, Region.Of(picture), tensor, width, height, values, layout);

            Tensors.Near(ScalarResampler.Resize(picture, Region.Of(picture), width, height, values, layout), tensor, 2e-4);
        }
    }

    [Theory]
    [InlineData(3.25f, 2.5f, 10.5f, 8.75f)]
    [InlineData(-6, -4, 50, 40)]
    [InlineData(35, 25, 30, 30)]
    [InlineData(100, 100, 5, 5)]
    [InlineData(-1e6f, 7, 3e6f, .001f)]
    public void Takes_a_part_and_goes_on_beyond_the_edges(float x, float y, float width, float height)
    {
        using var picture = Pattern.Noise(40, 30);
        var region = new Region(x, y, width, height);
        var tensor = Tensors.Unwritten(13 * 11 * 3);

        Resampler.Resize(picture, region, tensor, 13, 11, PixelValues.Raw(ChannelOrder.Rgb));

        Tensors.Near(ScalarResampler.Resize(picture, region, 13, 11, PixelValues.Raw(ChannelOrder.Rgb), TensorLayout.Planar), tensor, 1e-3);
    }

    [Fact]
    public void At_the_same_size_nothing_is_blended()
    {
        using var picture = Pattern.Noise(31, 6);
        var tensor = Tensors.Unwritten(31 * 6 * 3);

        Resampler.Resize(picture, Region.Of(picture), tensor, 31, 6, PixelValues.Raw(ChannelOrder.Bgr), TensorLayout.Interleaved);

        for (var i = 0; i < tensor.Length; i++)
            Assert.Equal(picture.Bytes[(i / 3 * 4) + 2 - (i % 3)], tensor[i]);
    }

    [Fact]
    public void Writes_nothing_behind_the_tensor()
    {
        using var picture = Pattern.Noise(9, 9);
        foreach (var layout in Enum.GetValues<TensorLayout>())
        {
            var tensor = Tensors.Unwritten((7 * 5 * 3) + 16);

            Resampler.Resize(picture, Region.Of(picture), tensor, 7, 5, PixelValues.Raw(ChannelOrder.Rgb), layout);

            Assert.DoesNotContain(float.NaN, tensor[..(7 * 5 * 3)]);
            Assert.All(tensor[(7 * 5 * 3)..], number => Assert.True(float.IsNaN(number)));
        }
    }

    [Fact]
    public void Refuses_a_tensor_that_is_too_small_and_regions_without_size()
    {
        using var picture = Pattern.Noise(9, 9);
        var values = PixelValues.Raw(ChannelOrder.Rgb);

        Assert.Throws<ArgumentException>(() => Resampler.Resize(picture, Region.Of(picture), new float[74], 5, 5, values));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resize(picture, Region.Of(picture), new float[75], 0, 5, values));
        Region[] regions = [new(0, 0, 0, 1), new(0, 0, 1, -1), new(float.NaN, 0, 1, 1), new(0, 0, float.PositiveInfinity, 1)];
        foreach (var region in regions)
            Assert.Throws<ArgumentException>(() => Resampler.Resize(picture, region, new float[75], 5, 5, values));
    }
}
