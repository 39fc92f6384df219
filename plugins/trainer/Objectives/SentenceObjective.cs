using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Samples;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Learning embeddings of sentences: an anchor should be nearest to its own positive, of all sentences in a pass.</summary>
internal sealed class SentenceObjective(CausalModel model) : Objective(model)
{
    private const int Anchor = 0;
    private const int Positive = 1;
    private const int Negative = 2;

    public override Tensor Loss(IReadOnlyList<Example> examples, Pass pass)
    {
        EncodedText[] candidates = [.. examples.Select(example => example.Texts[Positive]),
            .. examples.Where(example => example.Texts.Count > Negative).Select(example => example.Texts[Negative])];
        EncodedText[] texts = [.. examples.Select(example => example.Texts[Anchor]), .. candidates];
        var states = Model.States(TokenBatch.Of(texts, Model.Device).Tokens, pass.Training).AtLeastSingle();
        var lengths = tensor(texts.Select(text => (long)text.Length).ToArray()).to(Model.Device);
        var embeddings = SentenceLoss.Pool(states, lengths);
        var (anchors, others) = (embeddings.narrow(0, 0, examples.Count), embeddings.narrow(0, examples.Count, candidates.Length));
        var hidden = tensor(Same(candidates, examples.Count)).view(examples.Count, candidates.Length).to(Model.Device);
        var losses = SentenceLoss.Rank(anchors, others, hidden);
        pass.Metrics.Add("cosine", anchors.detach().mul(others.detach().narrow(0, 0, examples.Count)).sum(1));
        return losses.sum();
    }

    /// <summary>For each anchor and candidate, whether the candidate is the anchor's own text again.</summary>
    private static bool[] Same(EncodedText[] candidates, int anchors)
    {
        var same = new bool[anchors * candidates.Length];
        for (var anchor = 0; anchor < anchors; anchor++)
        {
            for (var other = 0; other < candidates.Length; other++)
            {
                same[(anchor * candidates.Length) + other] =
                    anchor != other && candidates[anchor].Tokens.AsSpan().SequenceEqual(candidates[other].Tokens);
            }
        }
        return same;
    }
}
