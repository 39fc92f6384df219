using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>Steps against the gradient, with momentum where it is asked for.</summary>
internal sealed class Sgd(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings) : Optimizer(parameters)
{
    protected override void Update(NamedTensor parameter, Tensor gradient, double learningRate)
    {
        parameter.Tensor.mul_(1 - (learningRate * settings.WeightDecay));
        if (settings.Momentum > 0)
            gradient = Remembered(parameter, "momentum_buffer").mul_(settings.Momentum).add_(gradient);
        parameter.Tensor.add_(gradient, -learningRate);
    }
}
