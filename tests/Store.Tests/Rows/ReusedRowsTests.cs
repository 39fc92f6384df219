using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Tests.Rows;

public class ReusedRowsTests
{
    [Fact]
    public void Earlier_copies_stay_as_they_were_and_what_nobody_asks_for_goes()
    {
        var rows = ReusedRows.None;
        List<ReusedRows> copies = [];
        for (var i = 0; i < 5000; i++)
        {
            copies.Add(rows);
            rows = rows.Add(i);
            if (i % 100 == 0)
                rows = rows.Without(Math.Max(0, i - 500));
        }

        Assert.Equal(5000, rows.End);
        Assert.InRange(rows.Count, 500, 2500);
        Assert.True(rows.Reaches(4500));
        Assert.False(rows.Reaches(0));
        Assert.Equal(Enumerable.Range(4500, 500), rows.After(4500).ToArray());
        Assert.Equal(Enumerable.Range(990, 10), copies[1000].After(990).ToArray());
        Assert.True(copies[1000].After(7000).IsEmpty);
        Assert.Equal(0, rows.Without(long.MaxValue).Count);
        Assert.Equal(5000, rows.Without(long.MaxValue).End);
    }
}
