namespace LocalAI.CommandLine;

/// <summary>A failure the user can do something about: the tool prints its one sentence and ends with exit code 1.</summary>
internal sealed class UserError(string sentence, Exception? cause = null) : Exception(sentence, cause);
