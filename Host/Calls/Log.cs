using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Calls;

internal static partial class Log
{
    [LoggerMessage(600, LogLevel.Debug, "{Rpc} was refused ({Failure}): {Reason}")]
    public static partial void Refused(ILogger logger, string rpc, EngineFailure failure, string reason);

    [LoggerMessage(601, LogLevel.Error, "{Rpc} failed in {Plugin}")]
    public static partial void Failed(ILogger logger, Exception exception, string rpc, string plugin);
}
