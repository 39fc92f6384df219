using System.Globalization;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>The counts and timings of one generation.</summary>
/// <param name="Tokens">Generated tokens.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="PromptMilliseconds">Time for the prompt.</param>
/// <param name="GenerationMilliseconds">Time for the generated tokens.</param>
internal sealed record GenerationStatistics(int Tokens, int PromptTokens, double PromptMilliseconds, double GenerationMilliseconds)
{
    /// <summary>Generated tokens per second.</summary>
    public double TokensPerSecond => GenerationMilliseconds > 0 ? Tokens / GenerationMilliseconds * 1000 : 0;

    /// <summary>Reads the closing reply; an engine that does not time itself is timed from outside.</summary>
    public static GenerationStatistics Of(Reply reply, TimeSpan elapsed) => new(
        reply.Tokens,
        reply.PromptTokens,
        reply.TimingPromptProcessing,
        reply.TimingTokenGeneration > 0 ? reply.TimingTokenGeneration : elapsed.TotalMilliseconds);

    /// <inheritdoc/>
    public override string ToString() => Tokens + PromptTokens == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{GenerationMilliseconds:0.0} ms; the engine counts no tokens")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Tokens} tokens, {TokensPerSecond:0.0} tokens/s; prompt: {PromptTokens} tokens in {PromptMilliseconds:0.0} ms");
}
