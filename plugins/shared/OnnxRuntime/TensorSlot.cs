using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime;

/// <summary>An input or an output of a model, as the model declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its lengths; -1 for one that is not fixed.</param>
internal sealed record TensorSlot(string Name, TensorElementType Type, IReadOnlyList<long> Shape);
