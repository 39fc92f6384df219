using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>The weights of a model as it computes: with what its adapters add.</summary>
internal static class ModelTensors
{
    /// <summary>The name of the layer that gives a score, as the Hugging Face libraries call it.</summary>
    public const string ScoreName = "score.weight";

    private const float LargestHalf = 65504;

    /// <summary>All weights under their Hugging Face names, each computed in single precision when it is written.</summary>
    /// <param name="trained">The model.</param>
    /// <param name="type">What they are stored in.</param>
    /// <param name="vectorType">What those of one dimension are stored in, where that differs.</param>
    public static IReadOnlyList<StoredTensor> Of(TrainedModel trained, ScalarType type, ScalarType? vectorType = null)
    {
        var projections = trained.Model.Projections.ToDictionary(projection => projection.Name + ".weight", StringComparer.Ordinal);
        var tensors = new List<StoredTensor>();
        foreach (var weight in trained.Model.Weights)
        {
            tensors.Add(projections.Remove(weight.Name, out var projection)
                ? Merged(weight.Name, projection, type)
                : Of(weight.Name, weight.Tensor.shape, weight.Tensor.dim() == 1 ? vectorType ?? type : type, () => weight.Tensor));
        }
        // Those that the list of weights does not have, because they are kept in another form.
        tensors.AddRange(projections.Select(pair => Merged(pair.Key, pair.Value, type)));
        // A model that scores or embeds has no output over the vocabulary.
        if (trained.Purpose != ModelPurpose.Text)
            tensors.RemoveAll(tensor => tensor.Name == "lm_head.weight");
        if (trained.Score is { } score)
            tensors.Add(Of(ScoreName, score.shape, type, () => score));
        return tensors;
    }

    private static StoredTensor Merged(string name, Projection projection, ScalarType type) =>
        Of(name, [projection.Outputs, projection.Inputs], type, () =>
        {
            var weight = projection.Weight;
            return projection.Adapter is not { } adapter ? weight
                : weight.to_type(ScalarType.Float32).add(adapter.Difference().to_type(ScalarType.Float32));
        });

    private static StoredTensor Of(string name, IReadOnlyList<long> shape, ScalarType type, Func<Tensor> values) =>
        new(name, shape, type, () => type == ScalarType.Float16 ? Within(name, values()) : values());

    private static Tensor Within(string name, Tensor values) =>
        values.dtype == ScalarType.Float16 || values.detach().abs().max().item<float>() <= LargestHalf ? values
            : throw new EngineException(EngineFailure.InvalidInput,
                $"The weight {name} has values above {LargestHalf}, which half precision does not have; export in bf16 or f32.");
}
