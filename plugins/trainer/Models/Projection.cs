using LocalAI.Plugins.Trainer.Adapters;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>A linear layer, to which an adapter may add. It computes in the type of its input.</summary>
internal sealed class Projection
{
    private readonly Tensor? _weight;
    private readonly EightBitWeight? _eightBits;

    /// <param name="name">Its Hugging Face name without <c>.weight</c>.</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs], or null.</param>
    public Projection(string name, Tensor weight, Tensor? bias)
    {
        (Name, _weight, Bias) = (name, weight, bias);
        (Outputs, Inputs) = ((int)weight.shape[0], (int)weight.shape[1]);
    }

    /// <param name="name">Its Hugging Face name without <c>.weight</c>.</param>
    /// <param name="weight">[outputs, inputs], which cannot be trained.</param>
    /// <param name="bias">[outputs], or null.</param>
    public Projection(string name, EightBitWeight weight, Tensor? bias)
    {
        (Name, _eightBits, Bias) = (name, weight, bias);
        (Outputs, Inputs) = (weight.Outputs, weight.Inputs);
    }

    public string Name { get; }

    /// <summary>[outputs, inputs]; of a layer in 8 bits what they stand for, a new tensor each time.</summary>
    public Tensor Weight => _weight ?? _eightBits!.Restore(ScalarType.Float32);

    public Tensor? Bias { get; }

    public int Outputs { get; }

    public int Inputs { get; }

    /// <summary>Whether the weight is kept in 8 bits, so that only an adapter can be trained.</summary>
    public bool IsInEightBits => _eightBits is not null;

    /// <summary>What is trained instead of the weight; null for the plain layer.</summary>
    public IAdapter? Adapter { get; set; }

    /// <summary>The weight, where it can be trained, and the bias, where there is one.</summary>
    public IEnumerable<NamedTensor> Parameters
    {
        get
        {
            if (_weight is not null)
                yield return new NamedTensor(Name + ".weight", _weight);
            if (Bias is not null)
                yield return new NamedTensor(Name + ".bias", Bias);
        }
    }

    /// <param name="input">[…, inputs].</param>
    /// <param name="training">Whether the adapter drops elements of its input.</param>
    public Tensor Forward(Tensor input, bool training)
    {
        var bias = Bias?.In(input.dtype);
        var output = _weight is not null ? nn.functional.linear(input, _weight.In(input.dtype), bias)
            : bias is null ? EightBitLinear.Forward(input, _eightBits!) : EightBitLinear.Forward(input, _eightBits!).add(bias);
        return Adapter is null ? output : output.add(Adapter.Forward(input, training));
    }
}
