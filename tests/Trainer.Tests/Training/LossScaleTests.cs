using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Tests.Training;

public sealed class LossScaleTests
{
    [Fact]
    public void Only_half_precision_with_small_exponents_scales()
    {
        Assert.Equal(1, LossScale.Start(MixedPrecision.BFloat16).Value);
        Assert.Equal(65_536, LossScale.Start(MixedPrecision.Float16).Value);
        Assert.Equal(1, Keep(LossScale.Start(MixedPrecision.None), 5_000).Value);
    }

    [Fact]
    public void It_is_halved_at_once_and_doubled_after_2_000_good_steps()
    {
        var shrunk = LossScale.Start(MixedPrecision.Float16).Shrunk();

        Assert.Equal(32_768, shrunk.Value);
        Assert.Equal(32_768, Keep(shrunk, 1_999).Value);
        Assert.Equal(65_536, Keep(shrunk, 2_000).Value);
        Assert.Equal(32_768, Keep(Keep(shrunk, 1_999).Shrunk(), 2_000).Value);
        Assert.False(Enumerable.Range(0, 16).Aggregate(shrunk, (scale, _) => scale.Shrunk()).CanShrink);
    }

    private static LossScale Keep(LossScale scale, int steps) => Enumerable.Range(0, steps).Aggregate(scale, (now, _) => now.Kept());
}
