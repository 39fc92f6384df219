using LocalAI.Plugins.Trainer.Losses;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Losses;

public sealed class SentenceLossTests
{
    [Fact]
    public void Only_the_tokens_of_a_text_are_pooled_and_the_mean_has_length_1()
    {
        using var scope = NewDisposeScope();
        var states = tensor(new double[] { 3, 0, 3, 8, 99, 99, 0, -2, 99, 99, 99, 99 }).view(2, 3, 2);

        var pooled = SentenceLoss.Pool(states, tensor(new long[] { 2, 1 }));

        Assert.Equal([0.6, 0.8, 0, -1], pooled.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Each_anchor_is_to_find_its_own_among_all_but_copies_of_it()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var anchors = nn.functional.normalize(randn([2, 4], ScalarType.Float64, generator: generator));
        var candidates = nn.functional.normalize(randn([3, 4], ScalarType.Float64, generator: generator));
        var hidden = tensor(new[] { false, false, false, false, false, true }).view(2, 3);

        var losses = SentenceLoss.Rank(anchors, candidates, hidden);

        double Score(int anchor, int candidate) => Math.Exp(anchors[anchor].dot(candidates[candidate]).item<double>() / 0.05);
        Assert.Equal(-Math.Log(Score(0, 0) / (Score(0, 0) + Score(0, 1) + Score(0, 2))), losses[0].item<double>(), 1e-9);
        Assert.Equal(-Math.Log(Score(1, 1) / (Score(1, 0) + Score(1, 1))), losses[1].item<double>(), 1e-9);
    }
}
