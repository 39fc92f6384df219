using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>
/// The product with a matrix in 8 bits, which is restored for the forward pass and again for the input's gradient: never is more than
/// one of a model's matrices there in full.
/// </summary>
internal sealed class EightBitLinear : autograd.SingleTensorFunction<EightBitLinear>
{
    private const string WeightKey = "weight";
    private const string TypeKey = "type";

    public override string Name => nameof(EightBitLinear);

    /// <param name="input">[…, inputs].</param>
    /// <param name="weight">[outputs, inputs].</param>
    public static Tensor Forward(Tensor input, EightBitWeight weight) => apply(input, weight);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, weight) = ((Tensor)vars[0], (EightBitWeight)vars[1]);
        ctx.save_data(WeightKey, weight);
        ctx.save_data(TypeKey, input.dtype);
        using var scope = NewDisposeScope();
        // Else the library keeps the restored matrix for a backward pass of its own.
        using var _ = no_grad();
        return nn.functional.linear(input, weight.Restore(input.dtype)).MoveToOuterDisposeScope();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var (weight, type) = ((EightBitWeight)ctx.get_data(WeightKey), (ScalarType)ctx.get_data(TypeKey));
        using var scope = NewDisposeScope();
        return [grad_output.matmul(weight.Restore(type)).MoveToOuterDisposeScope(), null!];
    }
}
