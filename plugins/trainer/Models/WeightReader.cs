using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Takes a model's weights one after another and keeps the list of them.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="type">The type they are kept in.</param>
/// <param name="device">Where they are kept.</param>
internal sealed class WeightReader(IWeightSource source, ScalarType type, torch.Device device) : IDisposable
{
    private readonly List<NamedTensor> _weights = [];
    private readonly List<EightBitWeight> _eightBits = [];

    /// <summary>The weights taken so far, in their order.</summary>
    public IReadOnlyList<NamedTensor> Weights => _weights;

    /// <summary>The matrices taken so far that are kept in 8 bits.</summary>
    public IReadOnlyList<EightBitWeight> EightBits => _eightBits;

    /// <summary>Whether matrices of linear layers are kept in 8 bits from now on.</summary>
    public bool InEightBits { get; set; }

    /// <summary>A tensor that the reader's list owns.</summary>
    public NamedTensor Take(string name, params long[] shape)
    {
        using var scope = NewDisposeScope();
        var kept = source.Take(name, shape).to(type).to(device).MoveToOuterDisposeScope().DetachFromDisposeScope();
        var weight = new NamedTensor(name, kept);
        _weights.Add(weight);
        return weight;
    }

    /// <summary>A norm's weight.</summary>
    public RmsNorm Norm(string name, int width, float epsilon) => new(Take(name + ".weight", width), epsilon);

    /// <summary>A linear layer.</summary>
    public Projection Projection(string name, int outputs, int inputs, bool hasBias)
    {
        if (!InEightBits)
            return new Projection(name, Take(name + ".weight", outputs, inputs).Tensor, Bias());
        using var scope = NewDisposeScope();
        var weight = new EightBitWeight(source.Take(name + ".weight", outputs, inputs).to(device));
        _eightBits.Add(weight);
        return new Projection(name, weight, Bias());

        Tensor? Bias() => hasBias ? Take(name + ".bias", outputs).Tensor : null;
    }

    /// <summary>Disposes all that was taken: of a model that cannot be made.</summary>
    public void Dispose()
    {
        foreach (var weight in _weights)
            weight.Tensor.Dispose();
        foreach (var weight in _eightBits)
            weight.Dispose();
    }
}
