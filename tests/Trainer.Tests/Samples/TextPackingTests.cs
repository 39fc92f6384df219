using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Samples;

public sealed class TextPackingTests
{
    [Fact]
    public void Rows_are_filled_by_the_longest_text_that_fits_and_lose_none()
    {
        var random = new Random(5);
        Example[] examples = [.. Enumerable.Range(0, 500).Select(i => Text(random.Next(2, 60), i))];

        var rows = TextPacking.Pack(examples, 64);

        Assert.All(rows, row => Assert.InRange(row.Length, 1, 64));
        // Each text has one number for all its tokens, so none is lost, divided or mixed.
        Assert.Equal(
            examples.Select(example => (example.Texts[0].Tokens[0], example.Length)).Order(),
            rows.SelectMany(Parts).Select(part => (part.Distinct().Single(), part.Length)).Order());
        // At least as many rows as tokens need, and not many more.
        var least = (examples.Sum(example => example.Length) + 63) / 64;
        Assert.InRange(rows.Count, least, least * 1.02);
    }

    [Fact]
    public void A_text_sees_itself_alone_and_counts_its_own_positions()
    {
        using var scope = NewDisposeScope();
        var row = EncodedText.Join([Text(3, 7).Texts[0], Text(2, 9).Texts[0]]);

        var batch = TokenBatch.Of([row, Text(6, 4).Texts[0]], CPU);

        Assert.Equal([7, 7, 7, 9, 9, 0, 4, 4, 4, 4, 4, 4], batch.Tokens.data<long>().ToArray());
        Assert.Equal([-100, 7, 7, -100, 9, -100, -100, 4, 4, 4, 4, 4], batch.Labels.data<long>().ToArray());
        Assert.Equal([0, 1, 2, 0, 1, 0, 0, 1, 2, 3, 4, 5], batch.Positions!.data<long>().ToArray());
        var seen = batch.Visible!.select(0, 0).squeeze(0);
        var rows = Enumerable.Range(0, 6).Select(i => string.Concat(seen[i].data<bool>().ToArray().Select(sees => sees ? 'x' : '.')));
        Assert.Equal(["x.....", "xx....", "xxx...", "...x..", "...xx.", ".....x"], rows);
    }

    private static Example Text(int length, int token)
    {
        bool[] learnt = [.. Enumerable.Repeat(true, length)];
        learnt[0] = false;
        return new Example(new Sample("line 1"), [new EncodedText([.. Enumerable.Repeat(token, length)], learnt)]);
    }

    private static IEnumerable<int[]> Parts(Example row)
    {
        int[] borders = [.. row.Texts[0].Starts, row.Length];
        return borders.Zip(borders.Skip(1), (start, end) => row.Texts[0].Tokens[start..end]);
    }
}
