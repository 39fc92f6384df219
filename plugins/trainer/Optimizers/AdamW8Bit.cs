using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>
/// <see cref="AdamW"/> that keeps its means in 8 bits, a quarter of the memory (https://arxiv.org/abs/2110.02861). Small weights,
/// for which it saves nothing, keep theirs in single precision.
/// </summary>
internal sealed class AdamW8Bit(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings, Device device)
    : AdamW(parameters, settings)
{
    private const long Small = 4096;

    private readonly DynamicMap _signed = new(signed: true, device);
    private readonly DynamicMap _unsigned = new(signed: false, device);

    protected override Tensor Change(NamedTensor parameter, string what, bool isSigned, Action<Tensor> change)
    {
        var shape = parameter.Tensor.shape;
        var count = parameter.Tensor.numel();
        if (count < Small)
            return base.Change(parameter, what, isSigned, change);
        var map = isSigned ? _signed : _unsigned;
        var blocks = (count + DynamicMap.Block - 1) / DynamicMap.Block;
        var place = parameter.Tensor.device;
        var scales = Remembered($"{parameter.Name}.{what}.scale", () => zeros([blocks, 1], device: place));
        var bytes = Remembered($"{parameter.Name}.{what}.bytes", () => zeros([blocks, DynamicMap.Block], ScalarType.Byte, place));
        var numbers = map.Decode(bytes, scales, shape);
        change(numbers);
        var (newBytes, newScales) = map.Encode(numbers);
        bytes.copy_(newBytes);
        scales.copy_(newScales);
        return numbers;
    }

    protected override void Release()
    {
        _signed.Dispose();
        _unsigned.Dispose();
    }
}
