using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Choosing;

internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Debug, "Plugin {Plugin} on {Device} takes {Model}")]
    public static partial void Chosen(ILogger logger, string plugin, Device device, string model);

    [LoggerMessage(401, LogLevel.Warning, "Plugin {Plugin} could not look at {Model}")]
    public static partial void CannotRecognise(ILogger logger, Exception exception, string plugin, string model);
}
