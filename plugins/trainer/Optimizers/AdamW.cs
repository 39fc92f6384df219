using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>Adam with weight decay that is not a part of the gradient (https://arxiv.org/abs/1711.05101).</summary>
internal sealed class AdamW(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings) : Optimizer(parameters)
{
    protected override void Update(NamedTensor parameter, Tensor gradient, double learningRate)
    {
        var mean = Remembered(parameter, "exp_avg");
        var square = Remembered(parameter, "exp_avg_sq");
        gradient = gradient.to_type(ScalarType.Float32);
        mean.mul_(settings.Beta1).add_(gradient, 1 - settings.Beta1);
        square.mul_(settings.Beta2).addcmul_(gradient, gradient, 1 - settings.Beta2);
        var root = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(settings.Beta2, Steps))).add_(settings.Epsilon);
        parameter.Tensor.mul_(1 - (learningRate * settings.WeightDecay));
        parameter.Tensor.addcdiv_(mean, root, -learningRate / (1 - Math.Pow(settings.Beta1, Steps)));
    }
}
