using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Self-attention with grouped queries and rotary positions.</summary>
internal sealed class Attention
{
    private readonly ModelShape _shape;
    private readonly int _layer;
    private readonly RmsNorm? _queryNorm;
    private readonly RmsNorm? _keyNorm;

    public Attention(ModelShape shape, int layer, string prefix, WeightReader weights)
    {
        (_shape, _layer) = (shape, layer);
        var (queries, keys) = (shape.Heads * shape.HeadLength, shape.KeyValueHeads * shape.HeadLength);
        Query = weights.Projection(prefix + "q_proj", queries, shape.Width, shape.HasAttentionBias);
        Key = weights.Projection(prefix + "k_proj", keys, shape.Width, shape.HasAttentionBias);
        Value = weights.Projection(prefix + "v_proj", keys, shape.Width, shape.HasAttentionBias);
        Output = weights.Projection(prefix + "o_proj", shape.Width, queries, shape.HasOutputBias);
        if (shape.Family.HasHeadNorms)
        {
            _queryNorm = weights.Norm(prefix + "q_norm", shape.HeadLength, shape.NormEpsilon);
            _keyNorm = weights.Norm(prefix + "k_norm", shape.HeadLength, shape.NormEpsilon);
        }
    }

    public Projection Query { get; }

    public Projection Key { get; }

    public Projection Value { get; }

    public Projection Output { get; }

    /// <param name="input">[batch, tokens, width].</param>
    /// <param name="tokens">Where the tokens are and what they see.</param>
    public Tensor Forward(Tensor input, TokenLayout tokens)
    {
        var query = Heads(Query, input, _shape.Heads, tokens);
        var key = Heads(Key, input, _shape.KeyValueHeads, tokens);
        var value = Heads(Value, input, _shape.KeyValueHeads, tokens);
        query = tokens.Rotary.Turn(_queryNorm?.Forward(query, tokens.Type) ?? query, tokens.Positions);
        key = tokens.Rotary.Turn(_keyNorm?.Forward(key, tokens.Type) ?? key, tokens.Positions);
        if (tokens.Cache is { } cache)
            (key, value) = cache.Append(_layer, key, value);
        var group = _shape.Heads / _shape.KeyValueHeads;
        if (group > 1)
        {
            key = key.repeat_interleave(group, 1);
            value = value.repeat_interleave(group, 1);
        }
        // One token behind those of the cache sees all of them; "causal" would show it the first alone.
        var mixed = nn.functional.scaled_dot_product_attention(
            query, key, value, tokens.Visible, is_casual: tokens.Visible is null && query.shape[2] > 1);
        return Output.Forward(mixed.transpose(1, 2).reshape(input.shape[0], input.shape[1], -1), tokens.Training);
    }

    private Tensor Heads(Projection projection, Tensor input, int heads, TokenLayout tokens) =>
        projection.Forward(input, tokens.Training)
            .view(input.shape[0], input.shape[1], heads, _shape.HeadLength).transpose(1, 2);
}
