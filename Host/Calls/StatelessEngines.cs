using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>The engines that answer RPCs themselves, without a model.</summary>
internal sealed class StatelessEngines(
    PluginCatalog catalog, PluginActivator activator, DeviceChooser devices, ServerOptions options)
{
    /// <summary>The engine that answers, activated if need be; null when no manifest declares the RPC stateless.</summary>
    /// <exception cref="EngineException">The plugin cannot be loaded.</exception>
    public TCapability? Find<TCapability>(string rpc) where TCapability : class, ICapability
    {
        if (PluginFor(rpc) is not { } plugin)
            return null;
        try
        {
            return (TCapability)activator.Activate(plugin).Engine;
        }
        catch (PluginLoadException e)
        {
            throw new EngineException(EngineFailure.Unsupported, $"The plugin {plugin.Name} cannot answer {rpc}: {e.Message}", e);
        }
    }

    /// <summary>The name of the plugin that answers, for messages.</summary>
    public string NameFor(string rpc) => PluginFor(rpc)?.Name ?? "the host";

    private Plugin? PluginFor(string rpc) => catalog.Usable
        .Where(plugin => plugin.DeclaresStateless(rpc))
        .GroupBy(plugin => plugin.EngineName, StringComparer.Ordinal)
        .OrderByDescending(variants => variants.Max(plugin => plugin.Manifest.Priority))
        .Select(Variant)
        .FirstOrDefault();

    // The one whose native code is in the process, for no other may join it; else the one for the best device.
    private Plugin Variant(IEnumerable<Plugin> variants) =>
        variants.FirstOrDefault(plugin => plugin.Standing.State == PluginState.Active)
        ?? devices.Best(variants, options.Device)?.Plugin ?? variants.First();
}
