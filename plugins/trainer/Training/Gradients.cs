using LocalAI.Plugins.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>The gradients of trained weights taken together.</summary>
internal static class Gradients
{
    /// <summary>Their length as one vector: a scalar, in single precision or more.</summary>
    public static Tensor Norm(IReadOnlyList<NamedTensor> weights, torch.Device device)
    {
        Tensor[] norms = [.. Of(weights).Select(gradient => gradient.AtLeastSingle().norm())];
        return norms.Length > 0 ? stack(norms).norm() : zeros([], device: device);
    }

    /// <summary>Multiplies all of them.</summary>
    public static void Multiply(IReadOnlyList<NamedTensor> weights, double factor)
    {
        foreach (var gradient in Of(weights))
            gradient.mul_(factor);
    }

    private static IEnumerable<Tensor> Of(IReadOnlyList<NamedTensor> weights) =>
        weights.Select(weight => weight.Tensor.grad).OfType<Tensor>();
}
