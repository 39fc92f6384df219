using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

public sealed class MixedPrecisionTests
{
    /// <summary>
    /// bfloat16 has 8 bits, which moves the gradients of this model, with its large weights, by up to 3.6 % of their length; float16
    /// has 11 bits: 0.3 %.
    /// </summary>
    [Theory]
    [InlineData(ScalarType.BFloat16, false, false, 0.05)]
    [InlineData(ScalarType.BFloat16, true, false, 0.05)]
    [InlineData(ScalarType.BFloat16, false, true, 0.05)]
    [InlineData(ScalarType.Float16, false, false, 0.004)]
    public void Gradients_are_close_to_those_of_single_precision_and_in_it(
        ScalarType type, bool onlyAdapters, bool recomputes, double tolerance)
    {
        using var scope = NewDisposeScope();

        var expected = Gradients(ScalarType.Float32, onlyAdapters, recomputes);
        var actual = Gradients(type, onlyAdapters, recomputes);

        Assert.All(actual, gradient => Assert.Equal(ScalarType.Float32, gradient.dtype));
        var (one, other) = (Flat(expected), Flat(actual));
        Assert.InRange((other.sub(one).norm() / one.norm()).item<float>(), 1e-6, tolerance);
    }

    [Fact]
    public void Adapters_in_single_precision_work_on_weights_in_half()
    {
        using var scope = NewDisposeScope();
        using var weights = new RandomWeights(3, deviation: 0.3);
        using var model = new CausalModel(TinyShape.Of(ModelFamily.Qwen3), weights, 16, ScalarType.BFloat16, CPU);
        var trained = AddAdapters(model);

        Loss(model).backward();

        Assert.All(trained, tensor => Assert.Equal(ScalarType.Float32, tensor.grad!.dtype));
        Assert.Contains(trained, tensor => tensor.grad!.abs().max().item<float>() > 0);
    }

    private static List<Tensor> Gradients(ScalarType type, bool onlyAdapters, bool recomputes)
    {
        using var weights = new RandomWeights(3, deviation: 0.3);
        using var model = new CausalModel(TinyShape.Of(ModelFamily.Qwen3), weights, 16, ScalarType.Float32, CPU);
        (model.ComputeType, model.RecomputesLayers) = (type, recomputes);
        var trained = onlyAdapters ? AddAdapters(model) : [.. model.Weights.Select(weight => weight.Tensor.requires_grad_())];
        Loss(model).backward();
        return [.. trained.Select(tensor => tensor.grad!.clone())];
    }

    private static Tensor Flat(IEnumerable<Tensor> gradients) => cat([.. gradients.Select(gradient => gradient.flatten())]);

    private static Tensor Loss(CausalModel model)
    {
        var tokens = arange(24, ScalarType.Int64).view(3, 8);
        var loss = LearntTokens.Of(model, new TokenBatch(tokens, tokens), training: true).LogProbabilities.mean();
        Assert.Equal(ScalarType.Float32, loss.dtype);
        return loss;
    }

    private static List<Tensor> AddAdapters(CausalModel model)
    {
        using var generator = new Generator(2);
        foreach (var projection in model.Projections)
        {
            projection.Adapter = LoraAdapter.Create(projection, new AdapterSettings { Rank = 2 }, new AdapterStart(generator, CPU));
            using var _ = no_grad();
            foreach (var parameter in projection.Adapter.Parameters)
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator).mul(0.1));
        }
        return [.. model.Projections.SelectMany(projection => projection.Adapter!.Parameters).Select(parameter => parameter.Tensor)];
    }
}
