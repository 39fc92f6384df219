using LocalAI.CommandLine.Stores;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Stores;

public class StoreStatsTests
{
    [Fact]
    public void Figures_and_bytes_of_the_namespace_are_taken_and_no_others()
    {
        var status = new StatusResponse { Memory = new MemoryUsageData() };
        foreach (var (name, value) in new Dictionary<string, ulong>
        {
            ["keys"] = 11,
            ["store://a@cpu/keys"] = 1,
            ["store://a@cpu#rows"] = 2,
            ["store://a@cpu#dimension"] = 3,
            ["store://a@b@cpu/keys"] = 4,
            ["store://a@b@cpu#rows"] = 5,
            ["store://ab@cpu#rows"] = 6,
            ["store://@cpu#rows"] = 7,
        })
        {
            status.Memory.Breakdown[name] = value;
        }

        var stats = StoreStats.Of("store://a", status);

        Assert.Equal((2L, 3, null), (stats.Rows, stats.Dimension, stats.IndexedRows));
        Assert.Equal(new Dictionary<string, ulong> { ["keys"] = 1 }, stats.Memory);
        Assert.Equal(5, StoreStats.Of("store://a@b", status).Rows);
        Assert.Equal(7, StoreStats.Of("store://", status).Rows);
    }

    [Fact]
    public void What_the_host_has_not_loaded_is_not_known()
    {
        var stats = StoreStats.Of("store://a", new StatusResponse());
        Assert.False(stats.IsLoaded);
        Assert.Null(stats.Rows);
    }
}
