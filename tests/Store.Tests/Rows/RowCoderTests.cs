using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Tests.Rows;

public class RowCoderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(768)]
    [InlineData(20_000)]
    public void The_bound_holds_the_rest_and_is_not_much_larger(int dimension)
    {
        var random = new Random(dimension);
        foreach (var size in (float[])[1e-38f, 1e-12f, 1, 1e5f, 1e30f])
        {
            var key = Array.ConvertAll(Vectors.Normal(random, dimension), x => x * size);
            var (norm, largest) = RowCoder.Measure(key);
            var codes = new sbyte[new RowLayout(dimension).CodeStride];

            var (scale, residual) = RowCoder.Encode(key, norm, largest, codes);

            var rest = Math.Sqrt(key.Select((x, i) => Math.Pow((x / norm) - (codes[i] * (double)scale), 2)).Sum());
            Assert.InRange(residual, rest - 1e-6, (rest * 1.02) + 1e-6);
            Assert.Equal(Math.Sqrt(key.Sum(x => (double)x * x)), norm, norm * 1e-12);
        }
    }

    [Fact]
    public void What_is_not_finite_shows_in_the_norm()
    {
        foreach (var bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            for (var place = 0; place < 40; place++)
            {
                var key = new float[40];
                key[place] = bad;
                Assert.False(double.IsFinite(RowCoder.Measure(key).Norm));
            }
        }
    }

    [Fact]
    public void A_key_of_zeros_has_codes_of_zeros()
    {
        var codes = new sbyte[64];
        Array.Fill(codes, (sbyte)5);

        Assert.Equal((0f, 0f), RowCoder.Encode(new float[10], 0, 0, codes));
        Assert.All(codes, code => Assert.Equal(0, code));
    }
}
