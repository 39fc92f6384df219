namespace LocalAI.Plugins.Host.Loading;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Information, "Plugin {Name} {Version} is active")]
    public static partial void Activated(ILogger logger, string name, string version);

    [LoggerMessage(301, LogLevel.Error, "Plugin {Name} is faulty: {Reason}")]
    public static partial void LoadFailed(ILogger logger, Exception exception, string name, string reason);

    [LoggerMessage(302, LogLevel.Debug, "Loading {Model}: {Percent} %")]
    public static partial void Progress(ILogger logger, string model, int percent);

    [LoggerMessage(303, LogLevel.Warning, "Plugin {Name} did not end in order")]
    public static partial void UnloadFailed(ILogger logger, Exception exception, string name);
}
