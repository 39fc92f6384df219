using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Adapters;

/// <summary>
/// A difference that is the element-wise product of two matrices of low rank, whose rank can be the square of theirs
/// (https://arxiv.org/abs/2108.06098).
/// </summary>
/// <param name="first">The first matrix as [outputs, rank] and [rank, inputs].</param>
/// <param name="second">The second one, whose right factor starts at 0.</param>
/// <param name="settings">The rank and strength.</param>
internal sealed class LohaAdapter((Tensor Left, Tensor Right) first, (Tensor Left, Tensor Right) second, AdapterSettings settings)
    : DifferenceAdapter(settings.Dropout)
{
    public override IEnumerable<NamedTensor> Parameters =>
    [
        new("hada_w1_a", first.Left), new("hada_w1_b", first.Right), new("hada_w2_a", second.Left), new("hada_w2_b", second.Right),
    ];

    /// <inheritdoc cref="LoraAdapter.Create"/>
    public static LohaAdapter Create(Projection projection, AdapterSettings settings, AdapterStart start) => new(
        (start.Uniform(projection.Outputs, settings.Rank), start.Uniform(settings.Rank, projection.Inputs)),
        (start.Uniform(projection.Outputs, settings.Rank), start.Zero(settings.Rank, projection.Inputs)),
        settings);

    public override Tensor Difference() => first.Left.matmul(first.Right).mul(second.Left.matmul(second.Right)).mul(settings.Scale);
}
