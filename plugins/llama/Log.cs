using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Loading;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama;

/// <summary>What the engine says about its loads.</summary>
internal static partial class Log
{
    public static void Ignored(ILogger logger, LoadSettings settings)
    {
        if (settings.UnusedOptions.Count > 0)
            Unused(logger, settings.UnusedOptions);
        if (settings.UnknownOptions.Count > 0)
            Unknown(logger, settings.UnknownOptions);
    }

    [LoggerMessage(EventId = 2201, Level = LogLevel.Information, Message = "Loaded {Description} on {Device}")]
    public static partial void Loaded(ILogger logger, string description, Device device);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "Options this version does not use yet: {Options}")]
    private static partial void Unused(ILogger logger, IReadOnlyList<string> options);

    [LoggerMessage(EventId = 2210, Level = LogLevel.Warning,
        Message = "The grammar does not keep to these keywords of the JSON schema: {Places}")]
    public static partial void NotEnforced(ILogger logger, IReadOnlyCollection<string> places);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "Options nobody knows are ignored: {Options}")]
    private static partial void Unknown(ILogger logger, IReadOnlyList<string> options);
}
