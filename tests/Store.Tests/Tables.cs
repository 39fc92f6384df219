using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Tests;

/// <summary>Tables with keys whose values are their numbers.</summary>
internal static class Tables
{
    public static RowTable Of(IEnumerable<float[]> keys)
    {
        var table = new RowTable();
        Add(table, [.. keys]);
        return table;
    }

    public static void Add(RowTable table, IReadOnlyList<float[]> keys)
    {
        var batch = table.Begin(keys[0].Length, keys.Count);
        foreach (var key in keys)
        {
            var (norm, largest) = RowCoder.Measure(key);
            Assert.Equal(-1, batch.Add(key, norm, largest));
        }
        table.Apply(batch, [.. keys.Select((_, i) => Vectors.Value($"{i}"))]);
        table.Publish();
    }
}
