using TorchSharp;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>One layer: attention and feed-forward, each behind a norm and added to what came in.</summary>
internal sealed class DecoderLayer
{
    private readonly RmsNorm _attentionNorm;
    private readonly RmsNorm _feedForwardNorm;

    public DecoderLayer(ModelShape shape, int index, WeightReader weights)
    {
        var prefix = $"model.layers.{index}.";
        _attentionNorm = weights.Norm(prefix + "input_layernorm", shape.Width, shape.NormEpsilon);
        Attention = new Attention(shape, index, prefix + "self_attn.", weights);
        _feedForwardNorm = weights.Norm(prefix + "post_attention_layernorm", shape.Width, shape.NormEpsilon);
        FeedForward = new FeedForward(shape, prefix + "mlp.", weights);
    }

    public Attention Attention { get; }

    public FeedForward FeedForward { get; }

    /// <summary>The linear layers, to which adapters can be added.</summary>
    public IEnumerable<Projection> Projections =>
    [
        Attention.Query, Attention.Key, Attention.Value, Attention.Output, FeedForward.Gate, FeedForward.Up, FeedForward.Down,
    ];

    /// <param name="input">[batch, tokens, width].</param>
    /// <param name="tokens">Where the tokens are and what they see.</param>
    public torch.Tensor Forward(torch.Tensor input, TokenLayout tokens)
    {
        var attended = input.add(Attention.Forward(_attentionNorm.Forward(input, tokens.Type), tokens));
        return attended.add(FeedForward.Forward(_feedForwardNorm.Forward(attended, tokens.Type), tokens.Training));
    }
}
