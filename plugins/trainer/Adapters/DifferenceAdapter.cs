using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>An adapter whose difference to the weight is computed as a whole, because no product of vectors gives its effect.</summary>
/// <param name="dropout">The probability that an element of the input is dropped while training.</param>
internal abstract class DifferenceAdapter(float dropout) : IAdapter
{
    public abstract IEnumerable<NamedTensor> Parameters { get; }

    public Tensor Forward(Tensor input, bool training)
    {
        var kept = training && dropout > 0 ? nn.functional.dropout(input, dropout) : input;
        return nn.functional.linear(kept, Difference().In(input.dtype));
    }

    public abstract Tensor Difference();

    public void Dispose()
    {
        foreach (var parameter in Parameters)
            parameter.Tensor.Dispose();
    }
}
