namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>Keeps a part of a dataset back, to evaluate what was learnt from the rest.</summary>
internal static class HeldBack
{
    /// <summary>Divides rows at random; both parts keep the order of the file.</summary>
    /// <param name="rows">The dataset.</param>
    /// <param name="share">The part that is kept back, from 0 to below 1; of a small dataset that can be no row.</param>
    /// <param name="seed">Decides which rows.</param>
    public static (IReadOnlyList<DatasetRow> Learnt, IReadOnlyList<DatasetRow> Kept) Divide(
        IReadOnlyList<DatasetRow> rows, double share, int seed)
    {
        var count = (int)(rows.Count * share);
        if (count == 0)
            return (rows, []);
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        new Random(seed).Shuffle(order);
        var kept = order.Take(count).ToHashSet();
        return ([.. rows.Where((_, index) => !kept.Contains(index))], [.. rows.Where((_, index) => kept.Contains(index))]);
    }
}
