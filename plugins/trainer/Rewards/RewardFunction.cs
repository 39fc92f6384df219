using LocalAI.Plugins.Trainer.Samples;

namespace LocalAI.Plugins.Trainer.Rewards;

/// <summary>Says how good an answer is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Score">The reward of an answer's text to a sample's prompt, mostly from 0 to 1.</param>
internal sealed record RewardFunction(string Name, Func<string, Sample, double> Score)
{
    /// <summary>The column that each row needs; null for none.</summary>
    public string? Column { get; init; }
}
