using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Tests.Training;

public sealed class BatchPlanTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 1_003).Select(i => 5 + (i * 7_919 % 300))];

    [Fact]
    public void Every_epoch_has_each_example_once_in_another_order()
    {
        var plan = new BatchPlan(Lengths, batchSize: 4, passesPerStep: 3, seed: 8);
        int[] first = [.. Epoch(plan, 0)];
        int[] second = [.. Epoch(plan, 1)];

        Assert.Equal(84, plan.StepsPerEpoch);
        Assert.Equal(Enumerable.Range(0, Lengths.Length), first.Order());
        Assert.Equal(Enumerable.Range(0, Lengths.Length), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_step_is_the_same_whatever_was_asked_before()
    {
        var plan = new BatchPlan(Lengths, 4, 3, seed: 8);
        _ = Epoch(plan, 0).ToList();
        var step = plan.Step(100);

        Assert.Equal(step, new BatchPlan(Lengths, 4, 3, seed: 8).Step(100));
        Assert.NotEqual(step, new BatchPlan(Lengths, 4, 3, seed: 9).Step(100));
    }

    [Fact]
    public void Examples_of_similar_length_go_together()
    {
        var plan = new BatchPlan(Lengths, 4, 1, seed: 8);

        var padded = Enumerable.Range(0, plan.StepsPerEpoch).SelectMany(plan.Step)
            .Sum(batch => (batch.Max(example => Lengths[example]) * batch.Length) - batch.Sum(example => Lengths[example]));

        // In an order by chance it would be about two fifths.
        Assert.InRange(padded / (double)Lengths.Sum(), 0, 0.02);
    }

    private static IEnumerable<int> Epoch(BatchPlan plan, int epoch) => Enumerable.Range(epoch * plan.StepsPerEpoch, plan.StepsPerEpoch)
        .SelectMany(step => plan.Step(step).SelectMany(batch => batch));
}
