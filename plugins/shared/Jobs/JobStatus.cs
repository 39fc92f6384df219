namespace LocalAI.Plugins.Jobs;

/// <summary>The words with which every job begins and ends; between them it has words of its own for its phases.</summary>
internal static class JobStatus
{
    public const string Queued = "queued";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Stopped = "stopped";

    /// <summary>Whether nothing comes after it.</summary>
    public static bool IsTerminal(string status) => status is Completed or Failed or Stopped;
}
