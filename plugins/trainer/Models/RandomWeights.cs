using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// Fresh weights from a seed, as the Hugging Face libraries start models: matrices normally distributed, norms 1, biases 0.
/// </summary>
/// <param name="seed">The same seed gives the same weights.</param>
/// <param name="deviation">The standard deviation of the matrices (<c>initializer_range</c>).</param>
internal sealed class RandomWeights(ulong seed, double deviation = 0.02) : IWeightSource, IDisposable
{
    private readonly Generator _generator = new(seed);

    public Tensor Take(string name, params long[] shape)
    {
        if (shape.Length == 1)
            return name.EndsWith(".bias", StringComparison.Ordinal) ? zeros(shape) : ones(shape);
        using var scope = NewDisposeScope();
        return randn(shape, generator: _generator).mul(deviation).MoveToOuterDisposeScope();
    }

    public void Dispose() => _generator.Dispose();
}
