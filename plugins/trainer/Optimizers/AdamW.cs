using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>Adam with weight decay that is not a part of the gradient (https://arxiv.org/abs/1711.05101).</summary>
internal class AdamW(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings) : Optimizer(parameters)
{
    protected sealed override void Update(NamedTensor parameter, Tensor gradient, double learningRate)
    {
        gradient = gradient.to_type(ScalarType.Float32);
        var mean = Change(parameter, "exp_avg", isSigned: true, kept =>
            kept.mul_(settings.Beta1).add_(gradient, 1 - settings.Beta1));
        var square = Change(parameter, "exp_avg_sq", isSigned: false, kept =>
            kept.mul_(settings.Beta2).addcmul_(gradient, gradient, 1 - settings.Beta2));
        var root = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(settings.Beta2, Steps))).add_(settings.Epsilon);
        parameter.Tensor.mul_(1 - (learningRate * settings.WeightDecay));
        parameter.Tensor.addcdiv_(mean, root, -learningRate / (1 - Math.Pow(settings.Beta1, Steps)));
    }

    /// <summary>Changes a mean that is remembered.</summary>
    /// <param name="parameter">The weight that it is for.</param>
    /// <param name="what">Its name.</param>
    /// <param name="isSigned">Whether it can be below 0.</param>
    /// <param name="change">Changes it in place.</param>
    /// <returns>The mean in single precision, as it is now.</returns>
    protected virtual Tensor Change(NamedTensor parameter, string what, bool isSigned, Action<Tensor> change)
    {
        var mean = Remembered(parameter, what);
        change(mean);
        return mean;
    }
}
