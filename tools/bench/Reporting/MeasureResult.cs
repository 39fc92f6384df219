using System.Globalization;
using LocalAI.Plugins.Bench.Measures;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>The figures of one measure.</summary>
internal sealed class MeasureResult
{
    public MeasureResult(IMeasure measure, Samples samples, Failure? failure, MachineLoad load)
    {
        Measure = measure;
        Samples = samples;
        Failure = failure;
        Load = load;
        Notes = [.. measure.Notes];

        var sides = samples.Sides.ToArray();
        Ours = Spread.Of(sides.Length > 0 ? samples[sides[0]] : []);
        ReferenceName = "";
        foreach (var side in sides.Skip(1))
        {
            var isBetter = measure.Target.Prefers(Spread.Of(samples[side]).Median, Spread.Of(samples[ReferenceName]).Median);
            if (ReferenceName.Length == 0 || isBetter)
                ReferenceName = side;
        }
        Reference = Spread.Of(samples[ReferenceName]);
        if (sides.Length > 1)
            Ratios = [.. samples[sides[0]].Zip(samples[ReferenceName], (ours, reference) => ours / reference)];
        Ratio = Spread.Of(Ratios);
    }

    public IMeasure Measure { get; }

    public Samples Samples { get; }

    public IReadOnlyList<string> Notes { get; }

    public Failure? Failure { get; }

    public MachineLoad Load { get; }

    public Spread Ours { get; }

    /// <summary>The best of the references.</summary>
    public string ReferenceName { get; }

    public Spread Reference { get; }

    /// <summary>Ours by the reference, of each round.</summary>
    public IReadOnlyList<double> Ratios { get; } = [];

    public Spread Ratio { get; }

    /// <summary>What the references measured that are not the best.</summary>
    public string Others => string.Join(", ", Samples.Sides.Skip(1).Where(side => side != ReferenceName)
        .Select(side => string.Create(CultureInfo.InvariantCulture, $"{side} {Spread.Of(Samples[side]).Median:0.0} {Measure.Unit}")));

    public bool IsMet => Failure is null && Measure.Target.IsMetBy(Ratio.Median);

    public string Summary => Failure?.Reason ?? string.Create(CultureInfo.InvariantCulture,
        $"{Ratio.Median:0.00} ({Ratio.Least:0.00} to {Ratio.Most:0.00}), target {Measure.Target}");
}
