using LocalAI.Plugins.Host.Catalog;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>
/// Lets one plugin with native libraries into this process. A load context does not isolate those: two plugins with libraries of
/// the same name would be bound to one copy.
/// </summary>
internal sealed class NativeSlot
{
    private Plugin? _owner;

    /// <exception cref="PluginLoadException">Another plugin has the place.</exception>
    public void Claim(Plugin plugin)
    {
        if (!plugin.Manifest.Native)
            return;
        var owner = Interlocked.CompareExchange(ref _owner, plugin, null) ?? plugin;
        if (owner != plugin)
            throw new PluginLoadException(
                $"The plugin {plugin.Name} brings native libraries and this host already runs those of {owner.Name}; "
                + $"start another host with --plugin {plugin.Name}.");
    }

    /// <summary>Gives the place back, for a plugin whose code never ran.</summary>
    public void Release(Plugin plugin) => Interlocked.CompareExchange(ref _owner, null, plugin);
}
