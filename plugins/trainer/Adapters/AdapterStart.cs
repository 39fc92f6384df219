using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>What the matrices of adapters start with.</summary>
/// <param name="generator">Where random numbers come from.</param>
/// <param name="device">Where the matrices are kept.</param>
internal sealed class AdapterStart(Generator generator, torch.Device device)
{
    /// <summary>Uniform between ±1 ÷ √columns, as a linear layer starts (Kaiming with a = √5).</summary>
    public Tensor Uniform(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        var bound = 1 / Math.Sqrt(columns);
        return Trained(rand([rows, columns], generator: generator).mul(2 * bound).sub(bound));
    }

    /// <summary>All elements 0.</summary>
    public Tensor Zero(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        return Trained(zeros(rows, columns));
    }

    private Tensor Trained(Tensor values) => values.to(device).detach().requires_grad_().MoveToOuterDisposeScope().DetachFromDisposeScope();
}
