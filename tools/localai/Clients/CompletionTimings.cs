namespace LocalAI.CommandLine.Clients;

/// <summary>How long a generation took.</summary>
/// <param name="PromptMs">Milliseconds for the prompt.</param>
/// <param name="GenerationMs">Milliseconds for the generated tokens.</param>
/// <param name="TokensPerSecond">Generated tokens per second.</param>
internal sealed record CompletionTimings(double PromptMs, double GenerationMs, double TokensPerSecond);
