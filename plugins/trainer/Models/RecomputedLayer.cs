using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// A layer of which only the input is kept for the backward pass, which computes the rest again (gradient checkpointing,
/// https://arxiv.org/abs/1604.06174): a third more work, for memory that no longer grows with what is within the layers.
/// </summary>
internal sealed class RecomputedLayer : autograd.SingleTensorFunction<RecomputedLayer>
{
    private const string LayerKey = "layer";
    private const string TokensKey = "tokens";

    public override string Name => nameof(RecomputedLayer);

    /// <inheritdoc cref="DecoderLayer.Forward"/>
    public static Tensor Forward(DecoderLayer layer, Tensor input, TokenLayout tokens) => apply(input, layer, tokens, get_rng_state());

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, layer, tokens) = ((Tensor)vars[0], (DecoderLayer)vars[1], (TokenLayout)vars[2]);
        ctx.save_data(LayerKey, layer);
        ctx.save_data(TokensKey, tokens);
        ctx.save_for_backward([input, (Tensor)vars[3]]);
        using var scope = NewDisposeScope();
        return layer.Forward(input, tokens).MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var saved = ctx.get_saved_variables();
        var (layer, tokens) = ((DecoderLayer)ctx.get_data(LayerKey), (TokenLayout)ctx.get_data(TokensKey));
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        var input = saved[0].detach().requires_grad_();
        // What was dropped the first time is dropped again; the text goes on with the numbers that it would have had.
        var now = get_rng_state();
        set_rng_state(saved[1]);
        var output = layer.Forward(input, tokens);
        set_rng_state(now);
        output.backward([grad_output]);
        return [input.grad!.MoveToOuterDisposeScope(), null!, null!, null!];
    }
}
