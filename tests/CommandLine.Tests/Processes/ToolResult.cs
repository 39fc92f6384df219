namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>How a run of the tool ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
