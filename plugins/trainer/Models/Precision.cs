using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>What is computed in more than half precision, whatever the weights are kept in: sums of squares and of exponentials.</summary>
internal static class Precision
{
    /// <summary>The tensor itself, or in single precision when it is in half.</summary>
    public static Tensor AtLeastSingle(this Tensor tensor) =>
        tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? tensor.to_type(ScalarType.Float32) : tensor;

    /// <summary>The tensor itself, or a copy in another type through which gradients come back in its own.</summary>
    public static Tensor In(this Tensor tensor, ScalarType type) => tensor.dtype == type ? tensor : tensor.to_type(type);
}
