using TorchSharp;

namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>Texts side by side, the shorter ones padded at their ends, and which of their tokens are learnt.</summary>
/// <param name="Tokens">[texts, tokens] of int64.</param>
/// <param name="Labels">
/// [texts, tokens] of int64: the same tokens where they are learnt, <see cref="Ignored"/> elsewhere (prompts, padding).
/// </param>
internal sealed record TokenBatch(torch.Tensor Tokens, torch.Tensor Labels)
{
    /// <summary>The label of a token that is not learnt.</summary>
    public const long Ignored = -100;

    /// <summary>[texts or 1, tokens]: each token's position in its text where several share a row; else null.</summary>
    public torch.Tensor? Positions { get; init; }

    /// <summary>[texts, 1, tokens, tokens]: what each token sees where several texts share a row; else null.</summary>
    public torch.Tensor? Visible { get; init; }
}
