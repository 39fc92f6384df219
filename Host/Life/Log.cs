using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Host.Life;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Options: {Options}")]
    public static partial void Options(ILogger logger, string options);

    [LoggerMessage(101, LogLevel.Information,
        "{Signal} received: new calls are refused, running calls may finish; a second signal ends the host at once")]
    public static partial void Draining(ILogger logger, PosixSignal signal);

    [LoggerMessage(102, LogLevel.Information, "The host has ended")]
    public static partial void Ended(ILogger logger);
}
