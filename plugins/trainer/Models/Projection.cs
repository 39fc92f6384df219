using LocalAI.Plugins.Trainer.Adapters;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>A linear layer, to which an adapter may add.</summary>
/// <param name="name">Its Hugging Face name without <c>.weight</c>.</param>
/// <param name="weight">[outputs, inputs].</param>
/// <param name="bias">[outputs], or null.</param>
internal sealed class Projection(string name, Tensor weight, Tensor? bias)
{
    public string Name => name;

    /// <summary>[outputs, inputs].</summary>
    public Tensor Weight => weight;

    public Tensor? Bias => bias;

    public int Outputs => (int)weight.shape[0];

    public int Inputs => (int)weight.shape[1];

    /// <summary>What is trained instead of the weight; null for the plain layer.</summary>
    public IAdapter? Adapter { get; set; }

    /// <summary>The weight and, where there is one, the bias.</summary>
    public IEnumerable<NamedTensor> Parameters =>
        bias is null ? [new(name + ".weight", weight)] : [new(name + ".weight", weight), new(name + ".bias", bias)];

    /// <param name="input">[…, inputs].</param>
    /// <param name="training">Whether the adapter drops elements of its input.</param>
    public Tensor Forward(Tensor input, bool training)
    {
        var output = nn.functional.linear(input, weight, bias);
        return Adapter is null ? output : output.add(Adapter.Forward(input, training));
    }
}
