using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Optimizers;

/// <summary>
/// <see cref="AdamW"/> that keeps its means in 8 bits, a quarter of the memory (https://arxiv.org/abs/2110.02861). Small weights,
/// for which it saves nothing, keep theirs in single precision.
/// </summary>
internal sealed class AdamW8Bit : Optimizer
{
    private const long Small = 4096;

    private readonly OptimizerSettings _settings;
    private readonly DynamicMap _signed;
    private readonly DynamicMap _unsigned;

    public AdamW8Bit(IReadOnlyList<NamedTensor> parameters, OptimizerSettings settings, Device device)
        : base(parameters)
    {
        _settings = settings;
        _signed = new DynamicMap(signed: true, device);
        _unsigned = new DynamicMap(signed: false, device);
    }

    protected override void Update(NamedTensor parameter, Tensor gradient, double learningRate)
    {
        gradient = gradient.to_type(ScalarType.Float32);
        var mean = Change(parameter, "exp_avg", _signed, kept =>
            kept.mul_(_settings.Beta1).add_(gradient, 1 - _settings.Beta1));
        var square = Change(parameter, "exp_avg_sq", _unsigned, kept =>
            kept.mul_(_settings.Beta2).addcmul_(gradient, gradient, 1 - _settings.Beta2));
        var root = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(_settings.Beta2, Steps))).add_(_settings.Epsilon);
        parameter.Tensor.mul_(1 - (learningRate * _settings.WeightDecay));
        parameter.Tensor.addcdiv_(mean, root, -learningRate / (1 - Math.Pow(_settings.Beta1, Steps)));
    }

    protected override void Release()
    {
        _signed.Dispose();
        _unsigned.Dispose();
    }

    /// <summary>Changes a remembered mean and keeps it in 8 bits again.</summary>
    private Tensor Change(NamedTensor parameter, string what, DynamicMap map, Action<Tensor> change)
    {
        var shape = parameter.Tensor.shape;
        var count = parameter.Tensor.numel();
        if (count < Small)
        {
            var whole = Remembered(parameter, what);
            change(whole);
            return whole;
        }
        var blocks = (count + DynamicMap.Block - 1) / DynamicMap.Block;
        var device = parameter.Tensor.device;
        var scales = Remembered($"{parameter.Name}.{what}.scale", () => zeros([blocks, 1], device: device));
        var bytes = Remembered($"{parameter.Name}.{what}.bytes", () => zeros([blocks, DynamicMap.Block], ScalarType.Byte, device));
        var numbers = map.Decode(bytes, scales, shape);
        change(numbers);
        var (newBytes, newScales) = map.Encode(numbers);
        bytes.copy_(newBytes);
        scales.copy_(newScales);
        return numbers;
    }
}
