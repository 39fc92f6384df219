using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Optimizers;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Optimizers;

public sealed class OptimizerTests
{
    private static readonly OptimizerSettings Settings = new() { WeightDecay = 0.02, Momentum = 0.8 };

    [Fact]
    public void AdamW_steps_as_the_library_does()
    {
        AssertSame(
            parameters => new AdamW(parameters, Settings),
            parameters => optim.AdamW(parameters, lr: 0.01, weight_decay: 0.02));
    }

    [Fact]
    public void Sgd_steps_as_the_library_does()
    {
        // There the decay is a part of the gradient, so it is compared without.
        AssertSame(
            parameters => new Sgd(parameters, Settings with { WeightDecay = 0 }),
            parameters => optim.SGD(parameters, learningRate: 0.01, momentum: 0.8));
    }

    [Theory]
    [InlineData("adamw", 0.05)]
    [InlineData("adamw_8bit", 0.05)]
    [InlineData("sgd", 0.01)]
    [InlineData("adafactor", 0.05)]
    [InlineData("prodigy", 1)]
    public void Every_optimizer_finds_the_minimum_of_a_parabola(string name, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(9);
        var target = randn([80, 64], generator: generator);
        var weight = zeros(80, 64).requires_grad_();
        using var optimizer = Create(name, [new NamedTensor("w", weight)], new OptimizerSettings { Momentum = 0.5 });

        for (var step = 0; step < 400; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.ClearGradients();
            weight.sub(target).square().sum().mul(0.5).backward();
            optimizer.Step(learningRate * (1 - (step / 400.0)));
        }

        Assert.InRange(weight.sub(target).abs().mean().item<float>(), 0, 0.02);
    }

    [Theory]
    [InlineData("adamw")]
    [InlineData("adamw_8bit")]
    [InlineData("sgd")]
    [InlineData("adafactor")]
    [InlineData("prodigy")]
    public void A_resumed_optimizer_goes_on_as_if_it_had_not_stopped(string name)
    {
        using var scope = NewDisposeScope();
        var whole = Run(name, stopAt: null);
        var resumed = Run(name, stopAt: 7);

        Assert.True(whole.equal(resumed).all().item<bool>());
    }

    private static Tensor Run(string name, int? stopAt)
    {
        using var generator = new Generator(9);
        var target = randn([80, 64], generator: generator);
        var weight = zeros(80, 64).requires_grad_();
        var optimizer = Create(name, [new NamedTensor("w", weight)], Settings);
        for (var step = 0; step < 20; step++)
        {
            if (step == stopAt)
            {
                var next = Create(name, [new NamedTensor("w", weight)], Settings);
                next.Resume(optimizer.State.Select(entry => entry with { Tensor = entry.Tensor.clone() }), optimizer.Steps);
                optimizer.Dispose();
                optimizer = next;
            }
            optimizer.ClearGradients();
            weight.sub(target).square().sum().backward();
            optimizer.Step(0.01);
        }
        optimizer.Dispose();
        return weight.detach();
    }

    private static void AssertSame(
        Func<IReadOnlyList<NamedTensor>, Optimizer> ours, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer> reference)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var start = randn([5, 4], generator: generator);
        var target = randn([5, 4], generator: generator);
        var weight = start.clone().requires_grad_();
        using var expected = new TorchSharp.Modules.Parameter(start.clone());
        using var optimizer = ours([new NamedTensor("w", weight)]);
        using var library = reference([expected]);

        for (var step = 0; step < 25; step++)
        {
            optimizer.ClearGradients();
            weight.sub(target).pow(4).sum().backward();
            optimizer.Step(0.01);
            library.zero_grad();
            expected.sub(target).pow(4).sum().backward();
            library.step();
        }

        Assert.True(weight.allclose(expected, 1e-5, 1e-6));
    }

    private static Optimizer Create(string name, IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings) => name switch
    {
        "adamw" => new AdamW(parameters, settings),
        "adamw_8bit" => new AdamW8Bit(parameters, settings, CPU),
        "sgd" => new Sgd(parameters, settings),
        "adafactor" => new Adafactor(parameters, settings),
        _ => new Prodigy(parameters, settings),
    };
}
