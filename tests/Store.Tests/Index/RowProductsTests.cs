using LocalAI.Plugins.Store.Index;
using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Tests.Index;

public unsafe class RowProductsTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(832)]
    [InlineData(65_536)]
    public void A_product_is_the_sum_of_products_in_every_way(int length)
    {
        var random = new Random(length);
        var (first, second) = (new AlignedArray<sbyte>(length), new AlignedArray<sbyte>(length));
        var wide = new AlignedArray<short>(length);
        foreach (var least in (int[])[-127, 127])
        {
            for (var i = 0; i < length; i++)
                (first.Span[i], second.Span[i]) = ((sbyte)random.Next(least, 128), (sbyte)random.Next(least, 128));
            var expected = 0;
            for (var i = 0; i < length; i++)
                expected += first.Span[i] * second.Span[i];

            RowProducts.Widen(first.Pointer, wide.Pointer, length);

            Assert.Equal(expected, RowProducts.Product(first.Pointer, second.Pointer, length));
            Assert.Equal(expected, RowProducts.Portable(first.Pointer, second.Pointer, length));
            Assert.Equal(expected, CodeProducts.Product(wide.Pointer, second.Pointer, length));
        }
        GC.KeepAlive((first, second, wide));
    }
}
