using System.Globalization;
using LocalAI.Plugins.Bench.Measures;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>The figures of one measure.</summary>
internal sealed class MeasureResult
{
    public MeasureResult(
        IMeasure measure, Samples samples, IEnumerable<string> notes, Failure? failure, double loadBefore, double loadAfter, double otherCores)
    {
        Name = measure.Name;
        Title = measure.Title;
        Unit = measure.Unit;
        Target = measure.Target;
        Samples = samples;
        Notes = [.. notes];
        Failure = failure;
        LoadBefore = loadBefore;
        LoadAfter = loadAfter;
        OtherCores = otherCores;

        var sides = samples.Sides.ToArray();
        Ours = Spread.Of(sides.Length > 0 ? samples[sides[0]] : []);
        ReferenceName = sides.Skip(1).Aggregate((string?)null, (best, side) =>
            best is null || Target.Prefers(Spread.Of(samples[side]).Median, Spread.Of(samples[best]).Median) ? side : best) ?? "";
        Reference = Spread.Of(samples[ReferenceName]);
        Ratios = sides.Length > 1 ? [.. samples[sides[0]].Zip(samples[ReferenceName], (ours, reference) => ours / reference)] : [];
        Ratio = Spread.Of(Ratios);
    }

    public string Name { get; }

    public string Title { get; }

    public string Unit { get; }

    public Target Target { get; }

    public Samples Samples { get; }

    public IReadOnlyList<string> Notes { get; }

    public Failure? Failure { get; }

    /// <summary>The machine's load average of one minute before the measure.</summary>
    public double LoadBefore { get; }

    public double LoadAfter { get; }

    /// <summary>Cores that others kept busy meanwhile, on average.</summary>
    public double OtherCores { get; }

    public Spread Ours { get; }

    /// <summary>The best of the references.</summary>
    public string ReferenceName { get; }

    public Spread Reference { get; }

    /// <summary>Ours by the reference, of each round.</summary>
    public IReadOnlyList<double> Ratios { get; }

    public Spread Ratio { get; }

    public bool IsMet => Failure is null && Target.IsMetBy(Ratio.Median);

    public string Summary => Failure?.Reason
        ?? string.Create(CultureInfo.InvariantCulture, $"{Ratio.Median:0.00} ({Ratio.Least:0.00} to {Ratio.Most:0.00}), target {Target}");
}
