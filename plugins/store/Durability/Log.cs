using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>What is said about folders.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2801, Level = LogLevel.Information, Message = "Loaded {Rows} rows of store://{Name} from {Folder}")]
    public static partial void Loaded(ILogger logger, int rows, string name, string folder);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Warning,
        Message = "Cut {Bytes} bytes of a write that was not answered off {Path} at byte {Offset}")]
    public static partial void Cut(ILogger logger, long bytes, string path, long offset);

    [LoggerMessage(EventId = 2803, Level = LogLevel.Information, Message = "Wrote a snapshot of {Rows} rows in {Bytes} bytes to {Folder}")]
    public static partial void Snapshot(ILogger logger, string folder, int rows, long bytes);

    [LoggerMessage(EventId = 2804, Level = LogLevel.Warning,
        Message = "No snapshot could be written to {Folder}, so its logs go on growing until the next try: {Reason}")]
    public static partial void NoSnapshot(ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 2806, Level = LogLevel.Warning, Message = "{Name} is not needed any more and stays in {Folder}: {Reason}")]
    public static partial void NotDeleted(ILogger logger, string name, string folder, string reason);

    [LoggerMessage(EventId = 2805, Level = LogLevel.Error, Message = "{Refusal}")]
    public static partial void Broken(ILogger logger, string refusal);
}
