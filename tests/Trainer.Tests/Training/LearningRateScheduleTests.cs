using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData("linear", 8)]
    [InlineData("cosine", 8)]
    [InlineData("constant_with_warmup", 10)]
    [InlineData("inverse_sqrt", 5)]
    public void Rises_evenly_and_then_falls_as_its_kind_says(string kind, double afterFifth)
    {
        var schedule = new LearningRateSchedule(Peak: 10, WarmupSteps: 5, Steps: 25) { Kind = kind };
        double[] rising = [.. Enumerable.Range(0, 5).Select(schedule.RateOf)];

        Assert.Equal([2, 4, 6, 8, 10], rising);
        Assert.Equal(10, schedule.RateOf(5), 1e-9);
        if (kind == "cosine")
            Assert.Equal([5, 0.25], [schedule.RateOf(15), schedule.RateOf(24)], (a, b) => Math.Abs(a - b) < 0.2);
        else
            Assert.Equal(afterFifth, schedule.RateOf(kind == "inverse_sqrt" ? 20 : 9), 1e-9);
    }

    [Fact]
    public void Constant_does_not_rise_first() =>
        Assert.Equal(3, new LearningRateSchedule(3, 5, 25) { Kind = "constant" }.RateOf(0));

    [Fact]
    public void Other_kinds_are_refused_with_those_there_are()
    {
        var error = Assert.Throws<EngineException>(() => new LearningRateSchedule(1, 0, 1) { Kind = "step" });

        Assert.Equal(
            "lr_scheduler_type is 'step'; expected one of linear, cosine, constant, constant_with_warmup, inverse_sqrt.", error.Message);
    }
}
