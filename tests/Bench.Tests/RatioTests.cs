using LocalAI.Plugins.Bench.Measures;
using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Tests;

public class RatioTests
{
    [Fact]
    public void The_ratio_is_the_median_of_the_rounds_not_the_ratio_of_the_medians()
    {
        var result = Result(Target.From(1.5), [("ours", [10, 30, 20]), ("reference", [10, 10, 20])]);

        Assert.Equal([1, 3, 1], result.Ratios);
        Assert.Equal(new Spread(1, 1, 3), result.Ratio);
        Assert.False(result.IsMet);
    }

    [Fact]
    public void The_best_of_several_references_counts()
    {
        var result = Result(Target.From(1.5), [("ours", [30]), ("slow", [0]), ("fast", [15])]);

        Assert.Equal("fast", result.ReferenceName);
        Assert.Equal(2, result.Ratio.Median);
        Assert.True(result.IsMet);
    }

    [Fact]
    public void Where_less_is_better_the_best_reference_is_the_least()
    {
        var result = Result(Target.UpTo(1.5), [("ours", [30]), ("quick", [10]), ("slow", [15])]);

        Assert.Equal("quick", result.ReferenceName);
        Assert.False(result.IsMet);
    }

    [Fact]
    public void The_median_of_an_even_number_of_samples_is_the_mean_of_the_middle_two() =>
        Assert.Equal(new Spread(2.5, 1, 9), Spread.Of([9, 2, 3, 1]));

    private static MeasureResult Result(Target target, (string Side, double[] Values)[] sides)
    {
        var samples = new Samples();
        foreach (var (side, values) in sides)
        {
            foreach (var value in values)
                samples.Add(side, value);
        }
        return new MeasureResult(new Row(target), samples, failure: null, new MachineLoad(0, 0, 0));
    }

    private sealed class Row(Target target) : IMeasure
    {
        public string Name => "row";

        public string Title => "a row";

        public string Unit => "ms";

        public Target Target => target;

        public IReadOnlyList<Side> Sides => [];

        public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
