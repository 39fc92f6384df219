namespace LocalAI.Plugins.Bench.Stores;

/// <summary>Compares answers.</summary>
internal static class Nearest
{
    // Two ways of adding 768 products in float32 differ by less.
    private const double Rounding = 2e-6;

    /// <summary>
    /// Whether two answers name the same rows in the same order; rows whose similarities differ by rounding alone may swap.
    /// </summary>
    public static bool Equal(VectorData data, int query, int[] first, int[] second) =>
        first.Length == second.Length
        && first.Zip(second).All(pair => pair.First == pair.Second
            || Math.Abs(Similarity(data, query, pair.First) - Similarity(data, query, pair.Second)) < Rounding);

    /// <summary>The share of the true nearest that were found.</summary>
    public static double Recall(IReadOnlyList<int[]> truth, IReadOnlyList<int[]> found) =>
        truth.Zip(found).Average(pair => (double)pair.First.Intersect(pair.Second).Count() / pair.First.Length);

    private static double Similarity(VectorData data, int query, int row)
    {
        var vector = data.Query(query);
        var key = data.Row(row);
        var sum = 0.0;
        for (var i = 0; i < key.Length; i++)
            sum += (double)vector[i] * key[i];
        return sum;
    }
}
