using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>A tensor of a GGUF file that is going to be written.</summary>
/// <param name="Dimensions">Its sizes, the contiguous one first.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Data">Its name and its bytes.</param>
internal sealed record GgufPart(IReadOnlyList<long> Dimensions, GgmlType Type, StoredTensor Data)
{
    /// <summary>A tensor of floating-point numbers as it is.</summary>
    public static GgufPart Of(StoredTensor tensor) => new([.. tensor.Shape.Reverse()], tensor.Type switch
    {
        TorchSharp.torch.ScalarType.Float16 => GgmlType.Float16,
        TorchSharp.torch.ScalarType.BFloat16 => GgmlType.BFloat16,
        _ => GgmlType.Float32,
    }, tensor);
}
