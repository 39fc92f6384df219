namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>What a sequence of a context held: its tokens, and the state that was computed from them.</summary>
/// <param name="Tokens">The tokens in the cache.</param>
/// <param name="State">llama.cpp's own form of the keys and values; it fits only the model and settings it came from.</param>
internal sealed record SequenceState(int[] Tokens, byte[] State)
{
    /// <summary>Bytes of memory or disk that it takes.</summary>
    public long Bytes => State.LongLength + (long)Tokens.Length * sizeof(int);

    /// <summary>How many tokens of a prompt it begins with.</summary>
    public int CommonPrefix(ReadOnlySpan<int> prompt) => Tokens.AsSpan().CommonPrefixLength(prompt);
}
