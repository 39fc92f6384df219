using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Loading;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>The engines that answer RPCs themselves, without a model.</summary>
internal sealed class StatelessEngines(PluginCatalog catalog, PluginActivator activator)
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

    // Of the variants of an engine, the one whose native code is in the process: no other may join it.
    private Plugin? PluginFor(string rpc) => catalog.Usable
        .Where(plugin => plugin.DeclaresStateless(rpc))
        .OrderByDescending(plugin => plugin.Manifest.Priority)
        .ThenByDescending(plugin => plugin.Standing.State == PluginState.Active)
        .FirstOrDefault();
}
