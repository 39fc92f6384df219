using LocalAI.Plugins.Trainer.Adapters;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>A model to export. Nothing of it is changed.</summary>
/// <param name="Model">The weights and, where there are some, the adapters.</param>
/// <param name="Base">What lay beside the weights when it was loaded.</param>
internal sealed record TrainedModel(CausalModel Model, BaseFiles Base)
{
    public ModelPurpose Purpose { get; init; }

    /// <summary>[1, width]: the layer that gives the score, of a model for <see cref="ModelPurpose.Scoring"/>.</summary>
    public Tensor? Score { get; init; }

    /// <summary>The chat template that it learnt conversations by; null for the base's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>
    /// How llama.cpp joins a query and a document for a score, with the places <c>{query}</c> and <c>{document}</c>; null for one
    /// after the other.
    /// </summary>
    public string? RerankTemplate { get; init; }

    /// <summary>The size and strength of the adapters.</summary>
    public AdapterSettings Adapters { get; init; } = new();
}
