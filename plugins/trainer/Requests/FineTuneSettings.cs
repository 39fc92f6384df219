using LocalAI.Plugins.Trainer.Datasets;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Requests;

/// <summary>What a job is to do.</summary>
internal sealed record FineTuneSettings
{
    /// <summary>The base: a Hugging Face folder or a GGUF file; an absolute path.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the weights begin at random; of the base only its config.json and tokenizer are read.</summary>
    public bool FromScratch { get; init; }

    /// <summary>Tokens of the vocabulary that is made where the base has none.</summary>
    public int VocabularySize { get; init; } = 2048;

    public required DatasetSource Dataset { get; init; }

    /// <summary>What is evaluated; null where nothing is, or where a part of the dataset is kept back for it.</summary>
    public DatasetSource? Evaluation { get; init; }

    /// <summary>The part of the dataset that is kept back where there is no <see cref="Evaluation"/>, from 0 to below 1.</summary>
    public double EvaluationShare { get; init; } = 0.1;

    /// <summary>The folder that gets the checkpoints; an absolute path.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>The checkpoint to go on from; an absolute path, or null.</summary>
    public string? Resume { get; init; }

    /// <summary>The chat template instead of the base's own; null for that.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Threads that compute.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether a GPU is left alone.</summary>
    public bool UsesCpu { get; init; }

    /// <summary>What rewards the answers that the model writes itself.</summary>
    public IReadOnlyList<RewardFunction> Rewards { get; init; } = [];

    public TrainingSettings Training { get; init; } = new();
}
