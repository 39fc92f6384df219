using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>An input or an output of a model, as the model declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type; <see cref="TensorElementType.DataTypeMax"/> for what is no tensor.</param>
/// <param name="Shape">Its lengths; -1 for one that is not fixed.</param>
internal sealed record TensorSlot(string Name, TensorElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Whether the model says how many lengths there are; else <see cref="Shape"/> is empty, as a scalar's is.</summary>
    public bool IsRanked { get; init; } = true;

    /// <summary>Whether no length is open.</summary>
    public bool IsFixed => IsRanked && Shape.All(length => length > 0);

    /// <inheritdoc/>
    public override string ToString() =>
        IsRanked ? $"{Name} [{string.Join(", ", Shape.Select(length => length < 0 ? "?" : $"{length}"))}]" : Name;
}
