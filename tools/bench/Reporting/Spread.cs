namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>The middle and the ends of some samples.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    /// <summary>Of nothing, nothing is known.</summary>
    public static Spread Of(IReadOnlyList<double> samples)
    {
        if (samples.Count == 0)
            return new Spread(double.NaN, double.NaN, double.NaN);
        var sorted = samples.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }
}
