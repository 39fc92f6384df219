using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// Turns queries and keys by their positions: element i of a head with element i + half of it, by position ÷ base^(2i ÷ length)
/// radians (https://arxiv.org/abs/2104.09864, in the order of the Hugging Face libraries).
/// </summary>
internal sealed class RotaryTable : IDisposable
{
    private readonly Tensor _cosine;
    private readonly Tensor _sine;

    /// <param name="shape">The model's sizes.</param>
    /// <param name="positions">Positions from 0 that are needed.</param>
    /// <param name="device">Where the table is kept.</param>
    public RotaryTable(ModelShape shape, int positions, torch.Device device)
    {
        using var scope = NewDisposeScope();
        var half = shape.HeadLength / 2;
        var frequencies = new float[half];
        for (var pair = 0; pair < half; pair++)
        {
            var divisor = shape.RotaryDivisors.Count > 0 ? shape.RotaryDivisors[pair] : 1;
            frequencies[pair] = (float)(1 / (Math.Pow(shape.RotaryBase, 2.0 * pair / shape.HeadLength) * divisor));
        }
        var angles = outer(arange(positions, ScalarType.Float32), tensor(frequencies));
        var both = cat([angles, angles], -1).to(device);
        _cosine = both.cos().MoveToOuterDisposeScope().DetachFromDisposeScope();
        _sine = both.sin().MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    /// <param name="heads">[batch, heads, tokens, head length].</param>
    /// <param name="positions">[batch or 1, tokens]: the position of each token; null for 0, 1, ….</param>
    public Tensor Turn(Tensor heads, Tensor? positions)
    {
        var tokens = heads.shape[2];
        var cosine = positions is null ? _cosine.narrow(0, 0, tokens) : _cosine.index(positions).unsqueeze(1);
        var sine = positions is null ? _sine.narrow(0, 0, tokens) : _sine.index(positions).unsqueeze(1);
        var half = heads.shape[3] / 2;
        var turned = cat([heads.narrow(-1, half, half).neg(), heads.narrow(-1, 0, half)], -1);
        return heads.mul(cosine.to_type(heads.dtype)).add(turned.mul(sine.to_type(heads.dtype)));
    }

    public void Dispose()
    {
        _cosine.Dispose();
        _sine.Dispose();
    }
}
