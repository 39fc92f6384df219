namespace LocalAI.Plugins.Trainer.Samples;

/// <summary>What a model learns from at once: a text, a pair of texts that are compared, a prompt to answer.</summary>
/// <param name="Sample">What it was made from.</param>
/// <param name="Texts">
/// Its texts: one (sft, grpo, rloo), the better and the worse (dpo, orpo, reward), one and a mismatched one (kto), the anchor, the
/// positive and perhaps the negative (embedding).
/// </param>
internal sealed record Example(Sample Sample, IReadOnlyList<EncodedText> Texts)
{
    /// <summary>The log-probability of each text's learnt tokens by the model before training; empty until it is known.</summary>
    public double[] Before { get; set; } = [];

    /// <summary>Tokens of the longest text.</summary>
    public int Length { get; } = Texts.Max(text => text.Length);
}
