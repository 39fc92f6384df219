using LocalAI.Plugins.Store.Rows;
using LocalAI.Plugins.Store.Search;

namespace LocalAI.Plugins.Store.Tests.Search;

public unsafe class CodeProductsTests
{
    [Theory]
    [InlineData(64, 1)]
    [InlineData(128, 7)]
    [InlineData(768, 33)]
    public void Every_way_gives_the_exact_sums(int stride, int rows)
    {
        var random = new Random(stride);
        var codes = new AlignedArray<sbyte>(stride * rows);
        foreach (ref var code in codes.Span)
            code = (sbyte)random.Next(-127, 128);
        var queries = Enumerable.Range(0, 4).Select(_ => new AlignedArray<short>(stride)).ToArray();
        foreach (var query in queries)
        {
            foreach (ref var code in query.Span)
                code = (short)random.Next(-16_383, 16_384);
        }

        var products = new int[4][];
        for (var query = 0; query < 4; query++)
            products[query] = new int[rows];
        fixed (int* a = products[0], b = products[1], c = products[2], d = products[3])
        {
            var vectors = stackalloc short*[] { queries[0].Pointer, queries[1].Pointer, queries[2].Pointer, queries[3].Pointer };
            var results = stackalloc int*[] { a, b, c, d };
            CodeProducts.FourQueries(vectors, codes.Pointer, stride, rows, results);
        }
        var one = new int[rows];
        fixed (int* results = one)
            CodeProducts.OneQuery(queries[0].Pointer, codes.Pointer, stride, rows, results);

        for (var row = 0; row < rows; row++)
        {
            for (var query = 0; query < 4; query++)
                Assert.Equal(Expected(queries[query].Span, codes.Slice(row * stride, stride)), products[query][row]);
            Assert.Equal(products[0][row], one[row]);
            Assert.Equal(one[row], CodeProducts.Portable(queries[0].Pointer, codes.Pointer + (row * stride), stride));
        }
    }

    [Fact]
    public void The_steps_of_a_query_keep_sums_within_32_bits()
    {
        // All numbers alike is the worst case: every product is as large as it can be.
        foreach (var dimension in (int[])[1, 64, 4096, RowLayout.LargestDimension])
        {
            var layout = new RowLayout(dimension);
            var key = new float[dimension];
            Array.Fill(key, 1);
            var query = new Query(key, layout, 1);
            var codes = new AlignedArray<sbyte>(layout.CodeStride);
            codes.Span.Clear();
            codes.Span[..dimension].Fill(127);

            long exact = 0;
            for (var i = 0; i < dimension; i++)
                exact += 127L * query.Codes[i];

            Assert.Equal(exact, CodeProducts.Product(query.Codes, codes.Pointer, layout.CodeStride));
        }
    }

    private static int Expected(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> row)
    {
        var sum = 0L;
        for (var i = 0; i < row.Length; i++)
            sum += query[i] * row[i];
        return checked((int)sum);
    }
}
