using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Learning to prefer the better of two answers, held to what the model was.</summary>
/// <param name="model">The trained model.</param>
/// <param name="beta">How much it is held.</param>
/// <param name="kind">One of <see cref="PreferenceLoss.DpoKinds"/>.</param>
internal sealed class DpoObjective(CausalModel model, double beta, string kind) : ComparingObjective(model)
{
    // The margin that this one aims at is the same for short and long answers.
    protected override bool TakesMeans => kind == "ipo";

    public override void Prepare(IReadOnlyList<Example> examples, int batchSize, CancellationToken cancellation) =>
        Remember(examples, batchSize, cancellation);

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        var (chosen, rejected) = Pairs(examples, pass.Training);
        var (chosenBefore, rejectedBefore) = (Before(examples, 0, chosen), Before(examples, 1, chosen));
        RewardMetrics.Tell(pass.Metrics, chosen.sub(chosenBefore).mul(beta), rejected.sub(rejectedBefore).mul(beta));
        return PreferenceLoss.Dpo(chosen, rejected, chosenBefore, rejectedBefore, beta, kind).sum();
    }
}
