namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>Text of the model after which a lazy grammar holds.</summary>
/// <param name="Word">The text, not empty; a control token counts as it is spelled.</param>
/// <param name="OnlyAtStart">Whether it counts only as the first thing the model says, white space aside.</param>
internal sealed record GrammarTrigger(string Word, bool OnlyAtStart = false);
