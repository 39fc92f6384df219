using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using McMaster.NETCore.Plugins;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>A plugin whose assembly is in this process, in a load context of its own, with its one engine.</summary>
internal sealed class LoadedPlugin(Plugin plugin, PluginLoader loader, IEngine engine)
{
    private IEngine? _engine = engine;

    public Plugin Plugin => plugin;

    public IEngine Engine => _engine ?? throw new ObjectDisposedException(plugin.Name);

    /// <summary>Lets go of the engine and unloads its context. The code is gone once nothing refers to it any more.</summary>
    public async ValueTask UnloadAsync()
    {
        if (Interlocked.Exchange(ref _engine, null) is not { } engine)
            return;
        if (engine is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (engine as IDisposable)?.Dispose();
        loader.Dispose();
    }
}
