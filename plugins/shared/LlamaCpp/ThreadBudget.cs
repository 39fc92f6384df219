namespace LocalAI.Plugins.LlamaCpp;

/// <summary>
/// How many threads a step may use. ggml's threads spin while they wait for each other: with as many of them as cores, throughput
/// falls by a factor of 10 to 100 as soon as anything else runs. One core stays for the server.
/// </summary>
internal static class ThreadBudget
{
    /// <summary>ggml's own limit (GGML_MAX_N_THREADS).</summary>
    public const int Most = 512;

    /// <summary>The threads to use.</summary>
    /// <param name="requested">What the model's configuration asks for; 0 for as many as are good.</param>
    /// <param name="processors">The cores that this process may use.</param>
    public static int Threads(int requested, int processors)
    {
        var free = Math.Clamp(processors - 1, 1, Most);
        return requested > 0 ? Math.Min(requested, free) : free;
    }
}
