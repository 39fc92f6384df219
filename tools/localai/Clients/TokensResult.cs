namespace LocalAI.CommandLine.Clients;

/// <summary>What <c>tokenize --json</c> prints.</summary>
/// <param name="Count">How many tokens.</param>
/// <param name="Tokens">Their ids.</param>
internal sealed record TokensResult(int Count, IReadOnlyList<int> Tokens);
