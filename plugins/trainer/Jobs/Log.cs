using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>What the jobs say.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Job {Job} trains {Model} ({Method}), {Threads} threads")]
    public static partial void Started(ILogger logger, string job, string model, string method, int threads);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "Job {Job} is done; its last checkpoint is {Checkpoint}")]
    public static partial void Completed(ILogger logger, string job, string checkpoint);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "Job {Job} was stopped; its last checkpoint: '{Checkpoint}'")]
    public static partial void Stopped(ILogger logger, string job, string checkpoint);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "Job {Job} failed: {Reason}")]
    public static partial void Refused(ILogger logger, string job, string reason);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "Job {Job} failed")]
    public static partial void Failed(ILogger logger, Exception exception, string job);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Information, Message = "Exported {Checkpoint} as {Format} to {Folder}")]
    public static partial void Exported(ILogger logger, string checkpoint, string format, string folder);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Error, Message = "The export of {Checkpoint} failed")]
    public static partial void ExportFailed(ILogger logger, Exception exception, string checkpoint);
}
