using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>
/// Learning to write good answers and not bad ones. How far the model has moved in general is estimated on answers to other questions,
/// as the paper does (https://arxiv.org/abs/2402.01306, section 4.1).
/// </summary>
/// <param name="model">The trained model.</param>
/// <param name="beta">How much it is held to what it was.</param>
internal sealed class KtoObjective(CausalModel model, double beta) : ComparingObjective(model)
{
    public override void Prepare(IReadOnlyList<Example> examples, int batchSize, CancellationToken cancellation) =>
        Remember(examples, batchSize, cancellation);

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        var divergence = Divergence(examples);
        var answers = Likelihoods(examples.Select(example => example.Texts[0]), pass.Training);
        var before = Before(examples, 0, answers);
        var good = tensor(examples.Select(example => example.Sample.IsGood).ToArray()).to(answers.device);
        var rewards = answers.detach().sub(before).mul(beta);
        pass.Metrics.Add("rewards/chosen", rewards.masked_select(good));
        pass.Metrics.Add("rewards/rejected", rewards.masked_select(good.logical_not()));
        pass.Metrics.Add("kl", divergence);
        return PreferenceLoss.Kto(answers, before, good, divergence, beta).sum();
    }

    private Tensor Divergence(IReadOnlyList<Example> examples)
    {
        using var _ = no_grad();
        var mismatched = Likelihoods(examples.Select(example => example.Texts[1]), training: false);
        return mismatched.sub(Before(examples, 1, mismatched)).mean().clamp_min(0);
    }
}
