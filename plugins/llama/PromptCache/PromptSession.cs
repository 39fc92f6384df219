namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>The prompt cache file of one request: what is in it, and what is to be put into it.</summary>
/// <param name="Path">The absolute path of the file.</param>
/// <param name="Known">What it holds; null when there is none yet.</param>
/// <param name="Writes">Whether it may be written (not PromptCacheRO).</param>
/// <param name="WritesAnswer">Whether the generated text is kept, too (PromptCacheAll).</param>
internal sealed record PromptSession(string Path, SequenceState? Known, bool Writes, bool WritesAnswer)
{
    /// <summary>Whether the file should hold the prompt alone and does not yet.</summary>
    public bool WantsPrompt(ReadOnlySpan<int> prompt) =>
        Writes && !WritesAnswer && (Known is null || Known.CommonPrefix(prompt) < prompt.Length);

    /// <summary>Whether the file should hold a whole text and holds another.</summary>
    public bool WantsText(ReadOnlySpan<int> text) => Writes && WritesAnswer && (Known is null || !text.SequenceEqual(Known.Tokens));
}
