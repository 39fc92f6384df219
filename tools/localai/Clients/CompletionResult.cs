using System.Text.Json;

namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>complete --json</c> prints.</summary>
/// <param name="Text">The generated text.</param>
/// <param name="Tokens">How many tokens were generated.</param>
/// <param name="PromptTokens">How many tokens the prompt has.</param>
/// <param name="Seed">The seed that repeats the text.</param>
/// <param name="Timings">How long it took.</param>
/// <param name="Logprobs">The probabilities, as the host gave them.</param>
internal sealed record CompletionResult(
    string Text, int Tokens, int PromptTokens, int Seed, CompletionTimings Timings, JsonElement? Logprobs);
