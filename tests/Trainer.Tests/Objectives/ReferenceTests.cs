using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Objectives;
using LocalAI.Plugins.Trainer.Tests.Training;
using LocalAI.Plugins.Trainer.Training;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Objectives;

public sealed class ReferenceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_stays_what_the_model_was_before_training(bool isWhole)
    {
        using var scope = NewDisposeScope();
        using var model = TrainingBench.Model();
        var tokens = tensor(new long[] { 1, 5, 9, 2, 30, 7 }).view(2, 3);
        var batch = new TokenBatch(tokens, tokens);
        using var reference = new Reference(model, isWhole, longest: 8);
        var before = LearntTokens.Of(model, batch, training: false).LogProbabilities;
        var settings = isWhole ? TrainingBench.Whole : new TrainingSettings { AdapterSettings = new() { Rank = 2 } };
        foreach (var weight in TrainedWeights.Start(model, settings))
        {
            using var _ = no_grad();
            weight.Tensor.add_(0.1);
        }

        var now = LearntTokens.Of(model, batch, training: false).LogProbabilities;
        var then = reference.LogProbabilities(batch, temperature: 1);

        Assert.False(now.allclose(before, 0.01, 0.01));
        Assert.True(then.equal(before).all().item<bool>());
        Assert.False(then.requires_grad);
        Assert.True(LearntTokens.Of(model, batch, training: false).LogProbabilities.equal(now).all().item<bool>());
    }
}
