using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Adapters;

public sealed class AdapterGradientTests
{
    private const int Outputs = 6;
    private const int Inputs = 8;

    [Theory]
    [InlineData("lora")]
    [InlineData("loha")]
    [InlineData("lokr")]
    public void Gradients_are_what_small_changes_of_the_weights_say(string kind)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var adapter = Create(kind, generator);
        foreach (var parameter in adapter.Parameters)
        {
            // Not at the start, where factors of 0 hide the others' gradients.
            using (no_grad())
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator));
        }
        var input = randn([3, Inputs], generator: generator);
        var weights = randn([3, Outputs], generator: generator);

        adapter.Forward(input, training: true).mul(weights).sum().backward();

        foreach (var parameter in adapter.Parameters)
        {
            var gradient = parameter.Tensor.grad!.flatten();
            for (var i = 0L; i < parameter.Tensor.numel(); i++)
                Assert.Equal(Slope(parameter.Tensor, i), gradient[i].item<float>(), 1e-4);
        }

        double Slope(Tensor parameter, long index)
        {
            // The output is linear in each single weight, so large differences are as exact as small ones.
            const float Small = 0.25f;
            return (Value(Small) - Value(-Small)) / (2 * Small);

            double Value(float change)
            {
                using var _ = no_grad();
                parameter.view(-1)[index].add_(change);
                var value = adapter.Forward(input, training: false).mul(weights).to_type(ScalarType.Float64).sum().item<double>();
                parameter.view(-1)[index].sub_(change);
                return value;
            }
        }
    }

    [Theory]
    [InlineData("lora")]
    [InlineData("loha")]
    [InlineData("lokr")]
    public void An_adapter_adds_nothing_before_it_is_trained_and_its_difference_afterwards(string kind)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        using var adapter = Create(kind, generator);
        var input = randn([3, Inputs], generator: generator);
        Assert.Equal(0, adapter.Forward(input, training: false).abs().max().item<float>());

        foreach (var parameter in adapter.Parameters)
        {
            using (no_grad())
                parameter.Tensor.copy_(randn(parameter.Tensor.shape, generator: generator));
        }

        var expected = input.matmul(adapter.Difference().t());
        Assert.True(expected.allclose(adapter.Forward(input, training: false), 1e-4, 1e-4));
    }

    private static IAdapter Create(string kind, Generator generator)
    {
        var projection = new Projection("layer", zeros(Outputs, Inputs), null);
        var settings = new AdapterSettings { Rank = 2, Alpha = 3 };
        var start = new AdapterStart(generator, CPU);
        return kind switch
        {
            "lora" => LoraAdapter.Create(projection, settings, start),
            "loha" => LohaAdapter.Create(projection, settings, start),
            _ => LokrAdapter.Create(projection, settings, start),
        };
    }
}
