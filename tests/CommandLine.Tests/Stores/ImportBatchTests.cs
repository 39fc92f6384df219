using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Tests.Stores;

public class ImportBatchTests
{
    [Fact]
    public void A_batch_is_full_at_a_thousand_rows()
    {
        var batch = new ImportBatch();
        var added = 0;
        while (batch.Add(Row(added + 1, [added, 1])))
            added++;
        Assert.Equal((1000, 1000), (added, batch.Count));
        Assert.Equal("f, rows 1 to 1000", batch.First.To(batch.Last));
    }

    [Fact]
    public void A_batch_is_full_at_so_many_bytes_and_a_larger_row_has_one_of_its_own()
    {
        var batch = new ImportBatch();
        Assert.True(batch.Add(Row(1, [1], new byte[40 << 20])));
        Assert.False(batch.Add(Row(2, [2])));
        Assert.Equal("f, row 1", batch.First.To(batch.Last));
    }

    [Fact]
    public void A_row_that_no_message_can_have_is_refused()
    {
        var error = Assert.Throws<BadRow>(() => new ImportBatch().Add(Row(7, [1], new byte[50 << 20])));
        Assert.StartsWith("f, row 7: the row has 52428828 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_in_a_batch_once_and_zero_is_zero()
    {
        var batch = new ImportBatch();
        Assert.True(batch.Add(Row(1, [0, 1])));
        Assert.False(batch.Add(Row(2, [-0f, 1])));

        var other = new ImportBatch();
        other.Add(Row(2, [-0f, 1]));
        Assert.True(other.MayShareKeysWith(batch));
        Assert.False(new ImportBatch().MayShareKeysWith(batch));
    }

    private static ImportRow Row(long number, float[] key, byte[]? value = null) =>
        new(new StoreRow(key, value ?? []), new RowPlace("f", "row", number));
}
