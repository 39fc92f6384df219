namespace LocalAI.Plugins.Host.Devices;

internal static partial class Log
{
    [LoggerMessage(250, LogLevel.Warning,
        "Looking for {Kind} devices took longer than {Seconds} s; the host goes on without them")]
    public static partial void ProbeHangs(ILogger logger, string kind, double seconds);

    [LoggerMessage(251, LogLevel.Warning,
        "Looking for {Kind} devices ended with code {Code}; the host goes on without them. {Output}")]
    public static partial void ProbeFailed(ILogger logger, string kind, int code, string output);

    [LoggerMessage(252, LogLevel.Warning, "Looking for {Kind} devices failed; the host goes on without them: {Reason}")]
    public static partial void ProbeUnusable(ILogger logger, string kind, string reason);
}
