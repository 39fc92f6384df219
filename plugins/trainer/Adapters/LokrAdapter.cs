using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>
/// A difference that is the Kronecker product of a small full matrix and one of low rank (https://arxiv.org/abs/2309.14859).
/// </summary>
/// <param name="outer">[outputs₁, inputs₁]; starts at 0.</param>
/// <param name="left">[outputs₂, rank].</param>
/// <param name="right">[rank, inputs₂].</param>
/// <param name="settings">The rank and strength.</param>
internal sealed class LokrAdapter(Tensor outer, Tensor left, Tensor right, AdapterSettings settings)
    : DifferenceAdapter(settings.Dropout)
{
    public override IEnumerable<NamedTensor> Parameters => [new("lokr_w1", outer), new("lokr_w2_a", left), new("lokr_w2_b", right)];

    /// <inheritdoc cref="LoraAdapter.Create"/>
    public static LokrAdapter Create(Projection projection, AdapterSettings settings, AdapterStart start)
    {
        var (outputs, inputs) = (SmallDivisor(projection.Outputs), SmallDivisor(projection.Inputs));
        return new LokrAdapter(
            start.Zero(outputs, inputs),
            start.Uniform(projection.Outputs / outputs, settings.Rank),
            start.Uniform(settings.Rank, projection.Inputs / inputs),
            settings);
    }

    public override Tensor Difference() => kron(outer, left.matmul(right)).mul(settings.Scale);

    /// <summary>The largest divisor that is not above the square root.</summary>
    private static int SmallDivisor(int size)
    {
        var divisor = (int)Math.Sqrt(size);
        while (size % divisor != 0)
            divisor--;
        return divisor;
    }
}
