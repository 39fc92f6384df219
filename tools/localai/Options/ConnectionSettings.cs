namespace LocalAI.CommandLine.Options;

/// <summary>Which host to talk to.</summary>
/// <param name="Address">A running host; null starts one.</param>
/// <param name="Token">The token it asks for, if any.</param>
/// <param name="Host">The run.sh of the host to start; null finds it.</param>
/// <param name="Verbose">Whether the lines of a started host are shown.</param>
internal sealed record ConnectionSettings(string? Address, string? Token, string? Host, bool Verbose);
