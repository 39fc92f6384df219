using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Learning from answers by how likely the model finds them as a whole, some of them compared with how it did before.</summary>
internal abstract class ComparingObjective(CausalModel model) : Objective(model)
{
    /// <summary>Whether log-probabilities are means over an answer's tokens instead of sums.</summary>
    protected virtual bool TakesMeans => false;

    /// <summary>How likely the model finds the learnt tokens of texts.</summary>
    protected Tensor Likelihoods(IEnumerable<EncodedText> texts, bool training)
    {
        var learnt = LearntTokens.Of(Model, TokenBatch.Of([.. texts], Model.Device), training);
        return TakesMeans ? learnt.Means : learnt.Sums;
    }

    /// <summary>
    /// How likely it finds the better and the worse answers of pairs, which go through the model together.
    /// </summary>
    protected (Tensor Chosen, Tensor Rejected) Pairs(IReadOnlyList<Example> examples, bool training)
    {
        var both = Likelihoods(examples.Select(example => example.Texts[0]).Concat(examples.Select(example => example.Texts[1])), training);
        return (both.narrow(0, 0, examples.Count), both.narrow(0, examples.Count, examples.Count));
    }

    /// <summary>How likely the model found one of each example's texts before training: [examples].</summary>
    protected static Tensor Before(IReadOnlyList<Example> examples, int text, Tensor like) =>
        tensor(examples.Select(example => example.Before[text]).ToArray()).to(like.dtype).to(like.device);

    /// <summary>Finds out how likely the model finds all texts before training.</summary>
    protected void Remember(IReadOnlyList<Example> examples, int batchSize, CancellationToken cancellation)
    {
        using var _ = no_grad();
        using var without = new WithoutAdapters(Model);
        foreach (var batch in examples.OrderByDescending(example => example.Length).Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = batch[0].Texts.Count;
            var found = Likelihoods(batch.SelectMany(example => example.Texts), training: false).to_type(ScalarType.Float64).cpu();
            var values = found.data<double>().ToArray();
            for (var i = 0; i < batch.Length; i++)
                batch[i].Before = values[(i * count)..((i + 1) * count)];
        }
    }
}
