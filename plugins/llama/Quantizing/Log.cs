using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>What the jobs say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2601, Level = LogLevel.Information, Message = "Job {Job} quantises {Model} to {Type}, {Threads} threads")]
    public static partial void Started(ILogger logger, string job, string model, string type, int threads);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Information, Message = "Job {Job} wrote {File}")]
    public static partial void Completed(ILogger logger, string job, string file);

    [LoggerMessage(EventId = 2603, Level = LogLevel.Information, Message = "Job {Job} was stopped")]
    public static partial void Stopped(ILogger logger, string job);

    [LoggerMessage(EventId = 2604, Level = LogLevel.Warning, Message = "Job {Job} failed: {Reason}")]
    public static partial void Refused(ILogger logger, string job, string reason);

    [LoggerMessage(EventId = 2605, Level = LogLevel.Error, Message = "Job {Job} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string job);
}
