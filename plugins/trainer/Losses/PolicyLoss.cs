using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>What makes answers more likely the more they were rewarded beyond what was expected.</summary>
internal static class PolicyLoss
{
    /// <summary>How far a probability may change, as a share of itself, before more of it no longer counts.</summary>
    public const double ClipRange = 0.2;

    /// <summary>The clipped surrogate of proximal policy optimisation (https://arxiv.org/abs/1707.06347, equation 7), negated.</summary>
    /// <param name="logProbabilities">Of tokens or of whole answers.</param>
    /// <param name="before">By the model that wrote them; no gradient flows through it.</param>
    /// <param name="advantages">How much better than expected each is.</param>
    public static Tensor Clipped(Tensor logProbabilities, Tensor before, Tensor advantages)
    {
        var ratio = logProbabilities.sub(before).exp();
        return minimum(ratio.mul(advantages), ratio.clamp(1 - ClipRange, 1 + ClipRange).mul(advantages)).neg();
    }

    /// <summary>
    /// An estimate, never below 0, of how far the model has moved, for each token that it wrote (http://joschu.net/blog/kl-approx.html).
    /// </summary>
    /// <param name="logProbabilities">Of tokens.</param>
    /// <param name="reference">By the model before training.</param>
    public static Tensor Divergence(Tensor logProbabilities, Tensor reference)
    {
        var difference = reference.sub(logProbabilities);
        return difference.exp().sub(difference).sub(1);
    }
}
