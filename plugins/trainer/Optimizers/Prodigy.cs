using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>
/// Adam that estimates its step length from how far the weights have moved from where they began (https://arxiv.org/abs/2306.06101);
/// the learning rate is a factor, best left at 1.
/// </summary>
internal sealed class Prodigy(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings) : Optimizer(parameters)
{
    private const double FirstDistance = 1e-6;

    private double _step;
    private double _distance;

    protected override void Begin(double learningRate)
    {
        // One pass over all gradients for the estimate, before any weight changes by it.
        var keeps = Math.Sqrt(settings.Beta2);
        var distance = Remembered("distance", () => full(1, FirstDistance, ScalarType.Float64));
        var dot = Remembered("distance.numerator", () => zeros(1, ScalarType.Float64));
        var d = distance.item<double>();
        var step = d * learningRate;
        double numerator = 0, denominator = 0;
        foreach (var parameter in Parameters)
        {
            using var scope = NewDisposeScope();
            if (parameter.Tensor.grad is not { } gradient)
                continue;
            gradient = gradient.to_type(ScalarType.Float32);
            var start = Remembered(parameter.Name + ".start", () => parameter.Tensor.to_type(ScalarType.Float32).clone());
            var sum = Remembered(parameter, "s");
            numerator += d / FirstDistance * step * gradient.mul(start.sub(parameter.Tensor)).sum().item<float>();
            sum.mul_(keeps).add_(gradient, d / FirstDistance * step);
            denominator += sum.abs().sum().item<float>();
            Remembered(parameter, "exp_avg").mul_(settings.Beta1).add_(gradient, d * (1 - settings.Beta1));
            Remembered(parameter, "exp_avg_sq").mul_(settings.Beta2).addcmul_(gradient, gradient, d * d * (1 - settings.Beta2));
        }
        dot.mul_(keeps).add_(numerator);
        if (denominator > 0)
            distance.fill_(Math.Max(d, dot.item<double>() / denominator));
        _step = d * learningRate;
        _distance = d;
    }

    protected override void Update(NamedTensor parameter, Tensor gradient, double learningRate)
    {
        var root = Remembered(parameter, "exp_avg_sq").sqrt().add_(_distance * settings.Epsilon);
        parameter.Tensor.mul_(1 - (_step * settings.WeightDecay));
        parameter.Tensor.addcdiv_(Remembered(parameter, "exp_avg"), root, -_step);
    }
}
