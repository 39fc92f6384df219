namespace LocalAI.CommandLine;

/// <summary>A failure that the user can do something about. The message is one sentence; the tool prints it and ends with exit code 1.</summary>
internal sealed class UserError(string sentence, Exception? cause = null) : Exception(sentence, cause);
