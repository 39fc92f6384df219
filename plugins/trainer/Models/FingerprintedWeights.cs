using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// Passes weights on and notes what they were, so that a checkpoint can tell whether it belongs to a model. Cheap: of each tensor the
/// name, the sizes and the first elements are taken, as single precision, whatever file they came from.
/// </summary>
/// <param name="source">Where the weights come from.</param>
/// <param name="shape">The model's sizes.</param>
internal sealed class FingerprintedWeights(IWeightSource source, ModelShape shape) : IWeightSource
{
    private const long Elements = 64;

    private readonly XxHash128 _hash = Begin(shape);

    /// <summary>What the weights taken so far were: 32 hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public Tensor Take(string name, params long[] sizes)
    {
        var tensor = source.Take(name, sizes);
        using var scope = NewDisposeScope();
        _hash.Append(Encoding.UTF8.GetBytes($"{name} [{string.Join(", ", sizes)}]\n"));
        var first = tensor.view(-1).narrow(0, 0, Math.Min(Elements, tensor.numel())).to_type(ScalarType.Float32).data<float>().ToArray();
        _hash.Append(MemoryMarshal.AsBytes<float>(first));
        return tensor;
    }

    // What is no size of a tensor, but computes with them.
    private static XxHash128 Begin(ModelShape shape)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{shape.Heads} {shape.KeyValueHeads} {shape.Layers} {shape.NormEpsilon:R} {shape.RotaryBase:R} {shape.TiesOutput}\n")));
        hash.Append(MemoryMarshal.AsBytes<float>(shape.RotaryDivisors.ToArray()));
        return hash;
    }
}
