using LocalAI.Plugins.Abstractions;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Faces;

/// <summary>What the engine says about its loads.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 2601, Level = LogLevel.Information, Message = "Loaded {Description} on {Device}")]
    public static partial void Loaded(ILogger logger, string description, Device device);

    [LoggerMessage(EventId = 2602, Level = LogLevel.Warning, Message = "Options nobody knows are ignored: {Options}")]
    public static partial void Unknown(ILogger logger, IReadOnlyList<string> options);
}
