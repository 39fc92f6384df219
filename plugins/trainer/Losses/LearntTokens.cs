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
    /// <param name="model">The model.</param>
    /// <param name="batch">The texts.</param>
    /// <param name="training">Whether adapters drop elements of their input.</param>
    /// <param name="temperature">What logits are divided by.</param>
    public static LearntTokens Of(CausalModel model, TokenBatch batch, bool training, double temperature = 1)
    {
        // A token is predicted by the state before it, so that of the last one is not needed.
        var length = batch.Tokens.shape[1] - 1;
        var states = model.States(
            batch.Tokens.narrow(1, 0, length), training, batch.Positions?.narrow(1, 0, length),
            batch.Visible?.narrow(2, 0, length).narrow(3, 0, length));
        var next = batch.Labels.narrow(1, 1, length);
        var learnt = next.ne(TokenBatch.Ignored).nonzero();
        var (rows, columns) = (learnt.select(1, 0), learnt.select(1, 1));
        var logits = model.Logits(states.index(rows, columns), training).AtLeastSingle();
        if (temperature != 1)
            logits = logits.div(temperature);
        var targets = next.index(rows, columns);
        var losses = nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None);
        return new LearntTokens(losses.neg(), rows, (int)batch.Tokens.shape[0]);
    }

    /// <summary>[texts]: the logarithm of each text's probability.</summary>
    public Tensor Sums => zeros(Texts, LogProbabilities.dtype, LogProbabilities.device).index_add(0, Rows, LogProbabilities, 1);

    /// <summary>[texts]: how many of each text's tokens are learnt.</summary>
    public Tensor Counts =>
        zeros(Texts, LogProbabilities.dtype, LogProbabilities.device).index_add(0, Rows, ones_like(LogProbabilities), 1);

    /// <summary>[texts]: the mean logarithm of the probabilities of each text's tokens.</summary>
    public Tensor Means => Sums.div(Counts.clamp_min(1));
}
