using LocalAI.Plugins.Abstractions;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Vision;

/// <summary>What is said about models and calls.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3301, Level = LogLevel.Information, Message = "Loaded {Description} on {Device}")]
    public static partial void Loaded(ILogger logger, string description, Device device);

    [LoggerMessage(EventId = 3302, Level = LogLevel.Debug,
        Message = "{Points} numbers of points and {Boxes} of boxes are ignored: the models here take none")]
    public static partial void Ignored(ILogger logger, int points, int boxes);
}
