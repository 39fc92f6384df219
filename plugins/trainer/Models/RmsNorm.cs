using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Divides by the root of the mean square and multiplies by a weight an element (https://arxiv.org/abs/1910.07467).</summary>
internal sealed class RmsNorm(NamedTensor weight, float epsilon)
{
    public NamedTensor Weight { get; } = weight;

    /// <param name="input">[…, width].</param>
    /// <param name="type">The type of the result.</param>
    public Tensor Forward(Tensor input, ScalarType type)
    {
        // The mean of squares in single precision: half precision overflows at 256.
        var single = input.AtLeastSingle();
        var scale = single.square().mean([-1], keepdim: true).add_(epsilon).rsqrt_();
        return single.mul(scale).mul(Weight.Tensor).to_type(type);
    }
}
