using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>
/// Sentences that mean the same should have similar embeddings, and those of a batch that do not, others (multiple negatives ranking,
/// https://arxiv.org/abs/1705.00652).
/// </summary>
internal static class SentenceLoss
{
    /// <summary>What cosines are divided by before the softmax.</summary>
    public const double Temperature = 0.05;

    /// <summary>The mean of each text's states, of length 1: [texts, width].</summary>
    /// <param name="states">[texts, tokens, width].</param>
    /// <param name="lengths">[texts] of int64: the tokens of each text; those behind them do not count.</param>
    public static Tensor Pool(Tensor states, Tensor lengths)
    {
        var counts = arange(states.shape[1], device: states.device).unsqueeze(0).lt(lengths.unsqueeze(1)).to_type(states.dtype);
        var mean = counts.unsqueeze(1).matmul(states).squeeze(1).div(lengths.unsqueeze(1));
        return nn.functional.normalize(mean);
    }

    /// <summary>Of each anchor the cross entropy of its own candidate among all: [anchors].</summary>
    /// <param name="anchors">[anchors, width], of length 1.</param>
    /// <param name="candidates">[candidates, width], of length 1; the first ones belong to the anchors in their order.</param>
    /// <param name="hidden">
    /// [anchors, candidates]: which candidates say nothing about an anchor, because they are the same text as its own.
    /// </param>
    public static Tensor Rank(Tensor anchors, Tensor candidates, Tensor hidden)
    {
        var scores = anchors.matmul(candidates.t()).div(Temperature).masked_fill(hidden, double.NegativeInfinity);
        var own = arange(anchors.shape[0], device: anchors.device);
        return nn.functional.cross_entropy(scores, own, reduction: nn.Reduction.None);
    }
}
