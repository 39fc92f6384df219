using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Losses;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

public sealed class EightBitWeightTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(43)]
    [InlineData(1)]
    public void Each_element_is_off_by_half_a_step_at_most(int inputs)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var weight = randn([24, inputs], generator: generator);
        weight[2] = 0;
        using var kept = new EightBitWeight(weight);

        var error = kept.Restore(ScalarType.Float32).sub(weight).abs();

        var padded = nn.functional.pad(weight, [0, (32 - (inputs % 32)) % 32]).view(24, -1, 32);
        var steps = padded.abs().amax([-1], keepdim: true).div(127).expand(padded.shape).reshape(24, -1).narrow(1, 0, inputs);
        // The scale is rounded to 11 bits, which 127 steps away is a sixteenth of a step.
        Assert.True(error.le(steps.mul(0.57)).all().item<bool>());
        Assert.Equal(0, kept.Restore(ScalarType.Float32)[2].abs().max().item<float>());
    }

    [Fact]
    public void An_element_takes_little_more_than_a_byte()
    {
        using var scope = NewDisposeScope();
        using var kept = new EightBitWeight(ones(256, 512));

        Assert.Equal(256 * 512 * 34 / 32, kept.Bytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_of_adapters_are_those_of_a_float_model_with_the_same_weights(bool recomputes)
    {
        using var scope = NewDisposeScope();
        using var weights = new RandomWeights(3, deviation: 0.3);
        using var eightBits = new CausalModel(TinyShape.Of(ModelFamily.Qwen2), weights, 16, ScalarType.Float32, CPU, inEightBits: true);
        using var floats = new CausalModel(TinyShape.Of(ModelFamily.Qwen2), new Restored(eightBits), 16, ScalarType.Float32, CPU);
        eightBits.RecomputesLayers = recomputes;

        var expected = AdapterGradients(floats);
        var actual = AdapterGradients(eightBits);

        Assert.Equal(2 * 7 * 2, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.allclose(pair.Second, 1e-5, 1e-7)));
        Assert.Contains(actual, gradient => gradient.abs().max().item<float>() > 0.01);
        Assert.All(eightBits.Projections, projection => Assert.True(projection.IsInEightBits));
    }

    /// <summary>Rounding moves the gradients of this model, with its large weights, by 3.6 % of their length; 5 % are allowed.</summary>
    [Fact]
    public void Gradients_of_adapters_are_close_to_those_before_rounding()
    {
        using var scope = NewDisposeScope();
        using var floats = Model(inEightBits: false);
        using var eightBits = Model(inEightBits: true);

        var expected = cat([.. AdapterGradients(floats).Select(gradient => gradient.flatten())]);
        var actual = cat([.. AdapterGradients(eightBits).Select(gradient => gradient.flatten())]);

        var off = (actual.sub(expected).norm() / expected.norm()).item<float>();
        Assert.InRange(off, 1e-5, 0.05);

        static CausalModel Model(bool inEightBits)
        {
            using var weights = new RandomWeights(3, deviation: 0.3);
            return new CausalModel(TinyShape.Of(ModelFamily.Llama), weights, 16, ScalarType.Float32, CPU, inEightBits);
        }
    }

    [Fact]
    public void What_is_restored_is_gone_after_each_pass()
    {
        using var scope = NewDisposeScope();
        using var weights = new RandomWeights(3, deviation: 0.3);
        using var model = new CausalModel(TinyShape.Of(ModelFamily.Llama), weights, 16, ScalarType.Float32, CPU, inEightBits: true);
        AdapterGradients(model);
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        for (var i = 0; i < 20; i++)
        {
            using var step = NewDisposeScope();
            Loss(model).backward();
        }

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static List<Tensor> AdapterGradients(CausalModel model)
    {
        using var generator = new Generator(2);
        foreach (var projection in model.Projections)
        {
            projection.Adapter = LoraAdapter.Create(projection, new AdapterSettings { Rank = 2 }, new AdapterStart(generator, CPU));
            using var _ = no_grad();
            foreach (var parameter in projection.Adapter.Parameters)
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator).mul(0.1));
        }
        Loss(model).backward();
        return [.. model.Projections.SelectMany(projection => projection.Adapter!.Parameters).Select(parameter => parameter.Tensor.grad!)];
    }

    private static Tensor Loss(CausalModel model)
    {
        var tokens = arange(24, ScalarType.Int64).view(3, 8);
        return LearntTokens.Of(model, new TokenBatch(tokens, tokens), training: true).LogProbabilities.mean();
    }

    private sealed class Restored(CausalModel model) : IWeightSource
    {
        public Tensor Take(string name, params long[] shape)
        {
            foreach (var projection in model.Projections)
            {
                if (projection.Name + ".weight" == name)
                    return projection.Weight.clone();
            }
            return model.Weights.Single(weight => weight.Name == name).Tensor.clone();
        }
    }
}
