using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Routing;

internal static partial class Log
{
    [LoggerMessage(500, LogLevel.Information, "Loaded {Model} with {Plugin} on {Device} in {Milliseconds:F0} ms: {Description}")]
    public static partial void Loaded(
        ILogger logger, string model, string plugin, Device device, double milliseconds, string description);

    [LoggerMessage(501, LogLevel.Information, "Unloaded {Model} of {Plugin}")]
    public static partial void Unloaded(ILogger logger, string model, string plugin);

    [LoggerMessage(502, LogLevel.Error, "Unloading {Model} of {Plugin} failed")]
    public static partial void DisposeFailed(ILogger logger, Exception exception, string model, string plugin);

    [LoggerMessage(503, LogLevel.Warning, "LoadModel of {Model} was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string model, string reason);

    [LoggerMessage(504, LogLevel.Error, "LoadModel of {Model} failed in {Plugin}")]
    public static partial void LoadFailed(ILogger logger, Exception exception, string model, string plugin);
}
