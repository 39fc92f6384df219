using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// A matrix in 8 bits: of each row, 32 elements share a half-precision scale, as in ggml's q8_0. 1.06 bytes an element.
/// </summary>
internal sealed class EightBitWeight : IDisposable
{
    private const int Block = 32;
    private const int Largest = 127;

    private readonly Tensor _values;
    private readonly Tensor _scales;

    /// <param name="weight">[outputs, inputs], of which a rounded copy is kept.</param>
    public EightBitWeight(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        (Outputs, Inputs) = ((int)weight.shape[0], (int)weight.shape[1]);
        var blocks = (Inputs + Block - 1) / Block;
        var rows = nn.functional.pad(weight.to_type(ScalarType.Float32), [0, (blocks * Block) - Inputs]).view(Outputs, blocks, Block);
        var scales = rows.abs().amax([-1], keepdim: true).div(Largest).to_type(ScalarType.Float16);
        // Blocks of zeros have the scale 0.
        var divisors = scales.to_type(ScalarType.Float32).clamp_min(float.Epsilon);
        var values = rows.div(divisors).round().clamp(-Largest, Largest).to_type(ScalarType.Int8);
        _values = values.MoveToOuterDisposeScope().DetachFromDisposeScope();
        _scales = scales.MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    public int Outputs { get; }

    public int Inputs { get; }

    /// <summary>Bytes that are kept.</summary>
    public long Bytes => _values.numel() + (2 * _scales.numel());

    /// <summary>The matrix that the bits stand for: [outputs, inputs].</summary>
    public Tensor Restore(ScalarType type) =>
        _values.mul(_scales.to_type(type)).view(Outputs, -1).narrow(1, 0, Inputs);

    public void Dispose()
    {
        _values.Dispose();
        _scales.Dispose();
    }
}
