using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

[Collection(nameof(Serial))]
public sealed class RecomputedLayerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_are_those_without_recomputing(bool onlyAdapters)
    {
        using var scope = NewDisposeScope();

        var kept = Gradients(onlyAdapters, recomputes: false);
        var recomputed = Gradients(onlyAdapters, recomputes: true);

        Assert.Equal(kept.Count, recomputed.Count);
        Assert.All(kept.Zip(recomputed), pair => Assert.True(pair.First.allclose(pair.Second, 1e-5, 1e-7)));
        Assert.Contains(kept, gradient => gradient.abs().sum().item<float>() > 0);
    }

    private static List<Tensor> Gradients(bool onlyAdapters, bool recomputes)
    {
        using var weights = new RandomWeights(3, deviation: 0.3);
        using var model = new CausalModel(TinyShape.Of(ModelFamily.Qwen2), weights, 16, ScalarType.Float32, CPU);
        model.RecomputesLayers = recomputes;
        var trained = onlyAdapters ? AddAdapters(model) : [.. model.Weights.Select(weight => weight.Tensor.requires_grad_())];
        var tokens = arange(24, ScalarType.Int64).view(3, 8);
        // Dropout draws from the global generator, which both runs start alike.
        manual_seed(11);

        LearntTokens.Of(model, new TokenBatch(tokens, tokens), training: true).LogProbabilities.mean().backward();

        return [.. trained.Select(tensor => tensor.grad!.clone())];
    }

    private static List<Tensor> AddAdapters(CausalModel model)
    {
        using var generator = new Generator(2);
        var settings = new AdapterSettings { Rank = 2, Dropout = 0.3f };
        foreach (var projection in model.Projections)
            projection.Adapter = LoraAdapter.Create(projection, settings, new AdapterStart(generator, CPU));
        return [.. model.Projections.SelectMany(projection => projection.Adapter!.Parameters).Select(parameter => parameter.Tensor)];
    }
}
