using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>How likely a model finds the tokens that are learnt.</summary>
/// <param name="LogProbabilities">[learnt tokens]: the natural logarithms of their probabilities.</param>
/// <param name="Rows">[learnt tokens] of int64: the text of each.</param>
/// <param name="Texts">Texts in the batch.</param>
internal sealed record LearntTokens(Tensor LogProbabilities, Tensor Rows, int Texts)
{
    /// <summary>
    /// Computes them. Only what is learnt goes through the output matrix, which with a large vocabulary is most of the work.
    /// </summary>
    public static LearntTokens Of(CausalModel model, TokenBatch batch, bool training)
    {
        var states = model.States(batch.Tokens, training, batch.Positions, batch.Visible);
        // A token is predicted by the state before it.
        var next = batch.Labels.narrow(1, 1, batch.Labels.shape[1] - 1);
        var learnt = next.ne(TokenBatch.Ignored).nonzero();
        var (rows, columns) = (learnt.select(1, 0), learnt.select(1, 1));
        var logits = model.Logits(states.index(rows, columns), training).AtLeastSingle();
        var targets = next.index(rows, columns).unsqueeze(1);
        var chosen = logits.gather(1, targets).squeeze(1);
        return new LearntTokens(chosen.sub(logits.logsumexp(1)), rows, (int)batch.Tokens.shape[0]);
    }

    /// <summary>[texts]: the logarithm of each text's probability.</summary>
    public Tensor Sums => zeros(Texts, LogProbabilities.dtype, LogProbabilities.device).index_add(0, Rows, LogProbabilities, 1);

    /// <summary>[texts]: how many of each text's tokens are learnt.</summary>
    public Tensor Counts =>
        zeros(Texts, LogProbabilities.dtype, LogProbabilities.device).index_add(0, Rows, ones_like(LogProbabilities), 1);

    /// <summary>[texts]: the mean logarithm of the probabilities of each text's tokens.</summary>
    public Tensor Means => Sums.div(Counts.clamp_min(1));
}
