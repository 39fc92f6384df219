using LocalAI.Plugins.Abstractions;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>Losses that prefer one answer to another. All take [pairs] of log-probabilities of whole answers and return [pairs].</summary>
internal static class PreferenceLoss
{
    /// <summary>The losses of DPO, by their names in <c>loss_type</c>.</summary>
    public static IReadOnlyList<string> DpoKinds { get; } = ["sigmoid", "hinge", "ipo"];

    /// <summary>
    /// Direct preference optimisation (https://arxiv.org/abs/2305.18290; hinge: https://arxiv.org/abs/2305.10425, ipo:
    /// https://arxiv.org/abs/2310.12036).
    /// </summary>
    /// <param name="chosen">Of the better answers.</param>
    /// <param name="rejected">Of the worse ones.</param>
    /// <param name="chosenBefore">Of the better answers by the model before training.</param>
    /// <param name="rejectedBefore">Of the worse ones by that model.</param>
    /// <param name="beta">How much the model is held to what it was, above 0.</param>
    /// <param name="kind">One of <see cref="DpoKinds"/>.</param>
    public static Tensor Dpo(Tensor chosen, Tensor rejected, Tensor chosenBefore, Tensor rejectedBefore, double beta, string kind)
    {
        var margin = chosen.sub(rejected).sub(chosenBefore.sub(rejectedBefore));
        return kind switch
        {
            "sigmoid" => nn.functional.logsigmoid(margin.mul(beta)).neg(),
            "hinge" => nn.functional.relu(margin.mul(-beta).add(1)),
            "ipo" => margin.sub(1 / (2 * beta)).square(),
            _ => throw new EngineException(EngineFailure.InvalidInput,
                $"loss_type is '{kind}'; expected one of {string.Join(", ", DpoKinds)}."),
        };
    }

    /// <summary>The part of odds-ratio preference optimisation that is about pairs (https://arxiv.org/abs/2403.07691).</summary>
    /// <param name="chosen">Mean log-probabilities of the better answers' tokens, below 0.</param>
    /// <param name="rejected">Of the worse ones.</param>
    public static Tensor OddsRatio(Tensor chosen, Tensor rejected) =>
        nn.functional.logsigmoid(LogOdds(chosen).sub(LogOdds(rejected))).neg();

    /// <summary>Kahneman-Tversky optimisation of answers that are good or bad, not in pairs (https://arxiv.org/abs/2402.01306).</summary>
    /// <param name="answers">Log-probabilities of the answers.</param>
    /// <param name="before">By the model before training.</param>
    /// <param name="good">Which of them are good.</param>
    /// <param name="divergence">How far the model has moved, in nats from 0; no gradient flows through it.</param>
    /// <param name="beta">How much the model is held to what it was, above 0.</param>
    public static Tensor Kto(Tensor answers, Tensor before, Tensor good, Tensor divergence, double beta)
    {
        var gain = answers.sub(before).sub(divergence);
        var sign = good.to_type(answers.dtype).mul(2).sub(1);
        return gain.mul(sign).mul(beta).sigmoid().neg().add(1);
    }

    /// <summary>Bradley-Terry: the better answer should have the higher reward.</summary>
    /// <param name="chosen">Rewards of the better answers.</param>
    /// <param name="rejected">Of the worse ones.</param>
    public static Tensor Reward(Tensor chosen, Tensor rejected) => nn.functional.logsigmoid(chosen.sub(rejected)).neg();

    private static Tensor LogOdds(Tensor logProbabilities) =>
        // log p − log (1 − p); a token that is certain would have infinite odds.
        logProbabilities.sub(logProbabilities.exp().clamp_max(1 - 1e-6).neg().log1p());
}
