using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Learning to write the better of two answers and to prefer it to the worse one.</summary>
/// <param name="model">The trained model.</param>
/// <param name="beta">How much preferring counts, beside writing.</param>
internal sealed class OrpoObjective(CausalModel model, double beta) : ComparingObjective(model)
{
    protected override bool TakesMeans => true;

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        var (chosen, rejected) = Pairs(examples, pass.Training);
        RewardMetrics.Tell(pass.Metrics, chosen.mul(beta), rejected.mul(beta));
        return PreferenceLoss.OddsRatio(chosen, rejected).mul(beta).sub(chosen).sum();
    }
}
