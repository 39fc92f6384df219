namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>The words in which a job says where it is.</summary>
internal static class JobStatus
{
    public const string Queued = "queued";
    public const string Converting = "converting";
    public const string Quantizing = "quantizing";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Stopped = "stopped";

    /// <summary>Whether nothing comes after it.</summary>
    public static bool IsTerminal(string status) => status is Completed or Failed or Stopped;
}
