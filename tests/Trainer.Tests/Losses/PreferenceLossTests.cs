using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Losses;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Losses;

/// <summary>Against the papers' formulas in plain double arithmetic, values and slopes.</summary>
public sealed class PreferenceLossTests
{
    private const double Beta = 0.3;

    private static readonly double[] Chosen = [-1.5, -0.2, -7];
    private static readonly double[] Rejected = [-2.5, -0.9, -3];
    private static readonly double[] ChosenBefore = [-1.4, -0.5, -6];
    private static readonly double[] RejectedBefore = [-2.0, -0.8, -4];

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("hinge")]
    [InlineData("ipo")]
    public void Dpo(string kind) => AssertLoss(
        (chosen, rejected) => PreferenceLoss.Dpo(chosen, rejected, tensor(ChosenBefore), tensor(RejectedBefore), Beta, kind),
        (chosen, rejected, i) =>
        {
            var margin = chosen - rejected - (ChosenBefore[i] - RejectedBefore[i]);
            return kind switch
            {
                "sigmoid" => -Math.Log(Sigmoid(Beta * margin)),
                "hinge" => Math.Max(0, 1 - (Beta * margin)),
                _ => Math.Pow(margin - (1 / (2 * Beta)), 2),
            };
        });

    [Fact]
    public void Odds_ratio() => AssertLoss(PreferenceLoss.OddsRatio, (chosen, rejected, _) =>
    {
        var odds = Math.Exp(chosen) / (1 - Math.Exp(chosen));
        var otherOdds = Math.Exp(rejected) / (1 - Math.Exp(rejected));
        return -Math.Log(Sigmoid(Math.Log(odds / otherOdds)));
    });

    [Fact]
    public void Kto() => AssertLoss(
        (answers, before) => PreferenceLoss.Kto(answers, before, tensor(new[] { true, false, true }), tensor(0.4), Beta),
        (answer, before, i) => 1 - Sigmoid((i == 1 ? -Beta : Beta) * (answer - before - 0.4)));

    [Fact]
    public void Reward() => AssertLoss(PreferenceLoss.Reward, (chosen, rejected, _) => -Math.Log(Sigmoid(chosen - rejected)));

    [Fact]
    public void An_unknown_kind_is_refused_with_those_there_are()
    {
        using var scope = NewDisposeScope();
        var one = tensor(Chosen);

        var error = Assert.Throws<EngineException>(() => PreferenceLoss.Dpo(one, one, one, one, Beta, "cubic"));

        Assert.Equal("loss_type is 'cubic'; expected one of sigmoid, hinge, ipo.", error.Message);
    }

    private static void AssertLoss(Func<Tensor, Tensor, Tensor> loss, Func<double, double, int, double> formula)
    {
        const double Small = 1e-6;
        using var scope = NewDisposeScope();
        var first = tensor(Chosen).requires_grad_();
        var second = tensor(Rejected);

        var losses = loss(first, second);
        losses.sum().backward();

        for (var i = 0; i < Chosen.Length; i++)
        {
            Assert.Equal(formula(Chosen[i], Rejected[i], i), losses[i].item<double>(), 1e-6);
            var slope = (formula(Chosen[i] + Small, Rejected[i], i) - formula(Chosen[i] - Small, Rejected[i], i)) / (2 * Small);
            Assert.Equal(slope, first.grad![i].item<double>(), 1e-5);
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
