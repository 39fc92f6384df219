using System.Diagnostics;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// Decides how many prompt tokens go into a step while others generate: as many as the machine reads in about a tenth of a second, so
/// that a long prompt does not make running texts stutter.
/// </summary>
internal sealed class PromptPacer(int batchSize)
{
    private const int Least = 32;
    private const double TargetMilliseconds = 100;
    private const double Weight = 0.3;

    private double _tokensPerMillisecond;

    public int Budget(bool othersGenerate)
    {
        if (!othersGenerate)
            return batchSize;
        var wanted = _tokensPerMillisecond == 0 ? 2 * Least : _tokensPerMillisecond * TargetMilliseconds;
        return (int)Math.Clamp(wanted, Math.Min(Least, batchSize), batchSize);
    }

    /// <summary>Learns from a step that read a prompt.</summary>
    public void Measured(int promptTokens, long startedAt)
    {
        // Few tokens cost a step's fixed part and say little about the rate.
        if (promptTokens < Least)
            return;
        var rate = promptTokens / Math.Max(0.01, Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
        _tokensPerMillisecond = _tokensPerMillisecond == 0 ? rate : (1 - Weight) * _tokensPerMillisecond + Weight * rate;
    }
}
