using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Rewards;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Tokens;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>What is trained on what.</summary>
internal sealed record TrainingTask
{
    public required TrainingSettings Settings { get; init; }

    /// <summary>The model, without adapters; it stays the caller's, and is changed.</summary>
    public required CausalModel Model { get; init; }

    /// <summary>The model's tokens.</summary>
    public required TextTokenizer Tokenizer { get; init; }

    /// <summary>The tokens that end an answer; null for the tokenizer's own.</summary>
    public IReadOnlySet<int>? EndTokens { get; init; }

    /// <summary>Writes conversations; null where the model has no chat template.</summary>
    public ConversationWriter? Writer { get; init; }

    /// <summary>The chat template that was asked for, which exported models have; null for the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>What is learnt from.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>What is kept back to evaluate the model.</summary>
    public IReadOnlyList<Sample> EvaluationSamples { get; init; } = [];

    /// <summary>What answers that the model writes itself are worth: the sum of all.</summary>
    public IReadOnlyList<RewardFunction> Rewards { get; init; } = [];

    /// <summary>Where checkpoints go; null for none.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>The checkpoint to go on from; null to begin.</summary>
    public Checkpoint? ResumeFrom { get; init; }

    /// <summary>Where the model is from, for who reads a checkpoint.</summary>
    public string BasePath { get; init; } = "";

    /// <summary>Tells whether a checkpoint belongs to the model.</summary>
    public string BaseFingerprint { get; init; } = "";
}
