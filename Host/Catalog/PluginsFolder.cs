using LocalAI.Plugins.Host.Options;

namespace LocalAI.Plugins.Host.Catalog;

/// <summary>Where the plugins are.</summary>
internal static class PluginsFolder
{
    public static string Of(ServerOptions options) => options.PluginsFolder ?? Path.Combine(AppContext.BaseDirectory, "plugins");
}
