using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>The gated feed-forward part, SwiGLU (https://arxiv.org/abs/2002.05202).</summary>
internal sealed class FeedForward(ModelShape shape, string prefix, WeightReader weights)
{
    public Projection Gate { get; } = weights.Projection(prefix + "gate_proj", shape.Hidden, shape.Width, hasBias: false);

    public Projection Up { get; } = weights.Projection(prefix + "up_proj", shape.Hidden, shape.Width, hasBias: false);

    public Projection Down { get; } = weights.Projection(prefix + "down_proj", shape.Width, shape.Hidden, hasBias: false);

    /// <param name="input">[batch, tokens, width].</param>
    /// <param name="training">Whether adapters drop elements of their input.</param>
    public Tensor Forward(Tensor input, bool training) =>
        Down.Forward(nn.functional.silu(Gate.Forward(input, training)).mul(Up.Forward(input, training)), training);
}
