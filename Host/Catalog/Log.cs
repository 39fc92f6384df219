namespace LocalAI.Plugins.Host.Catalog;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information, "Found {Count} plugins in {Folder}: {Names}")]
    public static partial void Found(ILogger logger, int count, string folder, string names);

    [LoggerMessage(201, LogLevel.Warning, "Plugin {Name} is {State}: {Reason}")]
    public static partial void Unusable(ILogger logger, string name, PluginState state, string reason);

    [LoggerMessage(202, LogLevel.Warning, "Folder {Folder} is not a plugin: {Reason}")]
    public static partial void Broken(ILogger logger, string folder, string reason);

    [LoggerMessage(203, LogLevel.Warning, "No plugin is called {Name}, which this host is pinned to; there are: {Names}")]
    public static partial void UnknownPin(ILogger logger, string name, string names);

    /// <summary>Says what a scan found.</summary>
    public static void Scanned(ILogger logger, PluginCatalog catalog, string folder)
    {
        var names = catalog.Usable.Select(plugin => plugin.ToString()).ToList();
        Found(logger, names.Count, folder, string.Join(", ", names));
        foreach (var plugin in catalog.Plugins.Where(plugin => !plugin.Standing.Usable))
            Unusable(logger, plugin.Name, plugin.Standing.State, plugin.Standing.Reason);
        foreach (var broken in catalog.Broken)
            Broken(logger, broken.Name, broken.Reason);
        if (catalog.Pin is { } pin && catalog.Named(pin).Count == 0)
            UnknownPin(logger, pin, string.Join(", ", catalog.Plugins.Select(plugin => plugin.Name)));
    }
}
