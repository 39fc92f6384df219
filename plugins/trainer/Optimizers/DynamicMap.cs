using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>
/// Keeps numbers in 8 bits: blocks of 256 are divided by their largest magnitude, and what remains becomes the nearest of 256 values
/// that lie denser near 0, over seven powers of ten (dynamic quantisation, https://arxiv.org/abs/2110.02861).
/// </summary>
internal sealed class DynamicMap : IDisposable
{
    /// <summary>Numbers that share a scale.</summary>
    public const int Block = 256;

    private const int Exponents = 7;

    private readonly Tensor _values;
    private readonly Tensor _borders;

    /// <param name="signed">Whether numbers can be below 0.</param>
    /// <param name="device">Where the numbers are.</param>
    public DynamicMap(bool signed, Device device)
    {
        var values = Values(signed);
        using var scope = NewDisposeScope();
        _values = tensor(values).to(device).MoveToOuterDisposeScope().DetachFromDisposeScope();
        _borders = tensor(values.Zip(values.Skip(1), (low, high) => (low + high) / 2).ToArray()).to(device)
            .MoveToOuterDisposeScope().DetachFromDisposeScope();
    }

    /// <summary>The bytes and the scale of each block; the numbers are padded with zeros to whole blocks.</summary>
    public (Tensor Bytes, Tensor Scales) Encode(Tensor numbers)
    {
        var flat = numbers.flatten();
        var missing = (Block - (flat.numel() % Block)) % Block;
        if (missing > 0)
            flat = cat([flat, zeros(missing, device: flat.device)]);
        var blocks = flat.view(-1, Block);
        var scales = blocks.abs().amax([1], keepdim: true);
        var bytes = bucketize(blocks.div(scales.clamp_min(float.Epsilon)), _borders).to_type(ScalarType.Byte);
        return (bytes, scales);
    }

    /// <summary>The numbers, in the shape they had.</summary>
    public Tensor Decode(Tensor bytes, Tensor scales, long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return _values.index_select(0, bytes.flatten().to_type(ScalarType.Int32)).view(-1, Block).mul_(scales)
            .flatten().narrow(0, 0, count).view(shape);
    }

    public void Dispose()
    {
        _values.Dispose();
        _borders.Dispose();
    }

    /// <summary>For each power of ten twice as many values as for the one below, at the middles of equal parts; and 0 and 1.</summary>
    private static float[] Values(bool signed)
    {
        var values = new List<float> { 0, 1 };
        for (var exponent = 0; exponent < Exponents; exponent++)
        {
            var parts = (1 << exponent) * (signed ? 1 : 2);
            for (var part = 0; part < parts; part++)
            {
                var value = (0.1 + (0.9 * (part + 0.5) / parts)) * Math.Pow(10, exponent - Exponents + 1);
                values.Add((float)value);
                if (signed)
                    values.Add((float)-value);
            }
        }
        values.Sort();
        return [.. values];
    }
}
