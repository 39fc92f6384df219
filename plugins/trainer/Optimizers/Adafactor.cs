using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>
/// Adam whose mean squares of a matrix are kept by row and by column only (https://arxiv.org/abs/1804.04235), without momentum and
/// with the learning rate that is given.
/// </summary>
internal sealed class Adafactor(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings) : Optimizer(parameters)
{
    private const double DecayExponent = -0.8;
    private const double SquareEpsilon = 1e-30;
    private const double LargestChange = 1;

    protected override void Update(NamedTensor parameter, Tensor gradient, double learningRate)
    {
        gradient = gradient.to_type(ScalarType.Float32);
        var kept = 1 - Math.Pow(Steps, DecayExponent);
        var square = gradient.square().add_(SquareEpsilon);
        var change = (gradient.dim() == 2 ? Factored(parameter, square, kept) : Whole(parameter, square, kept)).mul_(gradient);
        var size = change.square().mean().sqrt_().div_(LargestChange).clamp_min_(1);
        parameter.Tensor.mul_(1 - (learningRate * settings.WeightDecay));
        parameter.Tensor.add_(change.div_(size), -learningRate);
    }

    private Tensor Factored(NamedTensor parameter, Tensor square, double kept)
    {
        var (rows, columns) = (parameter.Tensor.shape[0], parameter.Tensor.shape[1]);
        var device = parameter.Tensor.device;
        var byRow = Remembered(parameter.Name + ".exp_avg_sq_row", () => zeros(rows, device: device));
        var byColumn = Remembered(parameter.Name + ".exp_avg_sq_col", () => zeros(columns, device: device));
        byRow.mul_(kept).add_(square.mean([1]), 1 - kept);
        byColumn.mul_(kept).add_(square.mean([0]), 1 - kept);
        return byRow.div(byRow.mean()).rsqrt_().unsqueeze(1).mul(byColumn.rsqrt().unsqueeze(0));
    }

    private Tensor Whole(NamedTensor parameter, Tensor square, double kept) =>
        Remembered(parameter, "exp_avg_sq").mul_(kept).add_(square, 1 - kept).rsqrt();
}
