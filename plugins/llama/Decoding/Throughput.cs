namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>Counts what a model has done. Written by the decode loop, read by anyone.</summary>
internal sealed class Throughput
{
    private long _promptTokens;
    private long _generatedTokens;
    private long _generationTicks;
    private long _draftedTokens;
    private long _acceptedTokens;

    public long PromptTokens => Volatile.Read(ref _promptTokens);

    public long GeneratedTokens => Volatile.Read(ref _generatedTokens);

    /// <summary>Tokens that were drafted.</summary>
    public long DraftedTokens => Volatile.Read(ref _draftedTokens);

    /// <summary>Drafted tokens that the model itself chose then.</summary>
    public long AcceptedTokens => Volatile.Read(ref _acceptedTokens);

    /// <summary>Generated tokens a second of one text, averaged over all texts; those side by side each count their own time.</summary>
    public double TokensPerSecond =>
        Volatile.Read(ref _generationTicks) is > 0 and var ticks ? GeneratedTokens / TimeSpan.FromTicks(ticks).TotalSeconds : 0;

    public void PromptProcessed(int tokens) => Interlocked.Add(ref _promptTokens, tokens);

    public void Finished(Generation generation)
    {
        Interlocked.Add(ref _generatedTokens, generation.Generated);
        Interlocked.Add(ref _generationTicks, generation.GenerationTime.Ticks);
        if (generation.Pace is { Drafted: > 0 } pace)
        {
            Interlocked.Add(ref _draftedTokens, pace.Drafted);
            Interlocked.Add(ref _acceptedTokens, pace.Accepted);
        }
    }
}
