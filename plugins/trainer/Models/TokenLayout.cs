using TorchSharp;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Where the tokens of a batch are and what they see of each other.</summary>
/// <param name="Rotary">The table of positions.</param>
/// <param name="Training">Whether adapters drop elements of their input.</param>
/// <param name="Type">In what the layers' matrices are multiplied.</param>
internal sealed record TokenLayout(RotaryTable Rotary, bool Training, torch.ScalarType Type)
{
    /// <summary>[batch or 1, tokens]: each token's position in its text; null for 0, 1, ….</summary>
    public torch.Tensor? Positions { get; init; }

    /// <summary>
    /// [batch, 1, tokens, tokens with those of the cache]: whether the token of the row sees the one of the column; null where each
    /// sees all before it.
    /// </summary>
    public torch.Tensor? Visible { get; init; }

    /// <summary>The tokens before these, to which these are added; null where these are all.</summary>
    public KeyValueCache? Cache { get; init; }
}
