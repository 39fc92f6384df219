using LocalAI.Plugins.Trainer.Losses;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Losses;

/// <summary>Against the papers' formulas in plain double arithmetic, values and slopes.</summary>
public sealed class PolicyLossTests
{
    private static readonly double[] LogProbabilities = [-1.5, -0.2, -7, -2, -2, -2];
    private static readonly double[] Before = [-1.4, -0.9, -6.5, -1, -3, -2];
    private static readonly double[] Good = [0.7, 1.1, 2, -1, -1, 0.5];

    [Fact]
    public void Answers_count_by_their_advantage_until_they_have_changed_enough() => AssertLoss(
        values => PolicyLoss.Clipped(values, tensor(Before), tensor(Good)),
        (value, i) =>
        {
            var ratio = Math.Exp(value - Before[i]);
            return -Math.Min(ratio * Good[i], Math.Clamp(ratio, 0.8, 1.2) * Good[i]);
        });

    [Fact]
    public void Divergence_is_zero_where_nothing_moved_and_above_elsewhere() => AssertLoss(
        values => PolicyLoss.Divergence(values, tensor(Before)),
        (value, i) => Math.Exp(Before[i] - value) - (Before[i] - value) - 1);

    [Fact]
    public void Advantages_compare_with_the_group_or_with_the_others()
    {
        double[] rewards = [1, 0, 0, 3];

        // Mean 1, deviation √2.
        Assert.Equal([0, -0.7071, -0.7071, 1.4142], Advantages.Normalized(rewards), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal([0, -4 / 3.0, -4 / 3.0, 8 / 3.0], Advantages.LeaveOneOut(rewards), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([0, 0, 0], Advantages.Normalized([2, 2, 2]));
    }

    private static void AssertLoss(Func<Tensor, Tensor> loss, Func<double, int, double> formula)
    {
        const double Small = 1e-6;
        using var scope = NewDisposeScope();
        var values = tensor(LogProbabilities).requires_grad_();

        var losses = loss(values);
        losses.sum().backward();

        for (var i = 0; i < LogProbabilities.Length; i++)
        {
            Assert.Equal(formula(LogProbabilities[i], i), losses[i].item<double>(), 1e-9);
            var slope = (formula(LogProbabilities[i] + Small, i) - formula(LogProbabilities[i] - Small, i)) / (2 * Small);
            Assert.Equal(slope, values.grad![i].item<double>(), 1e-5);
        }
    }
}
