namespace LocalAI.Plugins.Host.Health;

internal static partial class Log
{
    [LoggerMessage(550, LogLevel.Warning, "{Model} still has calls that do not end after they were cancelled")]
    public static partial void CallsDoNotEnd(ILogger logger, string model);
}
