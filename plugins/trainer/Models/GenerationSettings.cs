namespace LocalAI.Plugins.Trainer.Models;

/// <summary>How answers are written.</summary>
internal sealed record GenerationSettings
{
    /// <summary>Tokens of an answer at most.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>What logits are divided by before one is drawn; 0 for always the likeliest token.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>The same seed gives the same answers to the same prompts.</summary>
    public ulong Seed { get; init; }

    /// <summary>The tokens that end an answer.</summary>
    public IReadOnlySet<int> EndTokens { get; init; } = new HashSet<int>();
}
