using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>A tensor that is going to be written.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its sizes, the contiguous one last.</param>
/// <param name="Type">The type in which it is written.</param>
/// <param name="Values">Gives its values when its turn comes, in any type and on any device.</param>
internal sealed record StoredTensor(string Name, IReadOnlyList<long> Shape, ScalarType Type, Func<Tensor> Values)
{
    /// <summary>Its elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>The bytes of its data.</summary>
    public long Bytes => Elements * SafetensorsTypes.BytesOf(Type);

    /// <summary>A tensor as it is, or in another type.</summary>
    public static StoredTensor Of(NamedTensor tensor, ScalarType? type = null) =>
        new(tensor.Name, tensor.Tensor.shape, type ?? tensor.Tensor.dtype, () => tensor.Tensor);
}
