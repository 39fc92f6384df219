using System.Collections.Concurrent;
using System.Reflection;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using McMaster.NETCore.Plugins;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>Brings a plugin's code into this process when it is first needed. One that fails is faulty from then on.</summary>
internal sealed class PluginActivator(PluginCatalog catalog, EngineContexts contexts, ILogger<PluginActivator> logger)
{
    /// <summary>
    /// The assemblies whose types cross the border between host and plugin. Everything else a plugin brings is its own copy.
    /// </summary>
    private static readonly Type[] SharedTypes =
    [
        typeof(IEngine), typeof(Google.Protobuf.ByteString), typeof(Grpc.Core.Status), typeof(ILogger),
    ];

    private readonly ConcurrentDictionary<Plugin, Lazy<LoadedPlugin>> _loaded = new();
    private readonly NativeSlot _native = new();

    /// <summary>Told when a plugin has become active.</summary>
    public event Action<Plugin>? Activated;

    /// <summary>The engine for managed work only, such as <see cref="IEngine.Recognise"/>.</summary>
    /// <exception cref="PluginLoadException">The plugin cannot be loaded.</exception>
    public LoadedPlugin Load(Plugin plugin) =>
        _loaded.GetOrAdd(plugin, plugin => new Lazy<LoadedPlugin>(() => LoadOnce(plugin))).Value;

    /// <summary>The engine for loading models and answering calls, which may run its native code.</summary>
    /// <exception cref="PluginLoadException">The plugin cannot be loaded, or another's native code is here already.</exception>
    public LoadedPlugin Activate(Plugin plugin)
    {
        _native.Claim(plugin);
        var loaded = LoadOrRelease(plugin);
        if (plugin.Standing.State != PluginState.Active)
        {
            catalog.MarkActive(plugin);
            Log.Activated(logger, plugin.Name, plugin.Manifest.Version);
            Activated?.Invoke(plugin);
        }
        return loaded;
    }

    /// <summary>Lets go of every engine, when the host ends: what one does without a call, such as a job, ends in order.</summary>
    public async Task UnloadAllAsync()
    {
        foreach (var (plugin, loaded) in _loaded.Where(entry => entry.Value.IsValueCreated))
        {
            try
            {
                await loaded.Value.UnloadAsync();
            }
            catch (Exception e)
            {
                // One engine that fails keeps no other from ending.
                Log.UnloadFailed(logger, e, plugin.Name);
            }
        }
    }

    private LoadedPlugin LoadOrRelease(Plugin plugin)
    {
        try
        {
            return Load(plugin);
        }
        catch (PluginLoadException)
        {
            _native.Release(plugin);
            throw;
        }
    }

    private LoadedPlugin LoadOnce(Plugin plugin)
    {
        PluginLoader? loader = null;
        try
        {
            loader = PluginLoader.CreateFromAssemblyFile(plugin.AssemblyFile, isUnloadable: true, SharedTypes, config =>
            {
                config.PreferSharedTypes = false;
                // Otherwise everything that the shared assemblies refer to would be loaded and shared too.
                config.IsLazyLoaded = true;
            });
            var engineType = EngineTypes.Find(loader.LoadDefaultAssembly(), plugin.Manifest);
            return new LoadedPlugin(plugin, loader, Construct(engineType, plugin));
        }
        catch (Exception e)
        {
            loader?.Dispose();
            var failure = e as PluginLoadException ?? new PluginLoadException(LoadFailure.Describe(plugin, e), e);
            plugin.Standing = Standing.Faulty(failure.Message);
            Log.LoadFailed(logger, e, plugin.Name, failure.Message);
            throw failure;
        }
    }

    private IEngine Construct(Type type, Plugin plugin)
    {
        try
        {
            var takesContext = type.GetConstructor([typeof(EngineContext)]) is not null;
            return (IEngine)(takesContext
                ? Activator.CreateInstance(type, contexts.ForEngine(plugin))
                : Activator.CreateInstance(type))!;
        }
        catch (MissingMethodException)
        {
            throw new PluginLoadException(
                $"The engine {type.Name} has no public constructor without parameters, and none that takes an EngineContext.");
        }
        catch (TargetInvocationException e) when (e.InnerException is { } cause)
        {
            throw new PluginLoadException($"The constructor of {type.Name} failed: {LoadFailure.Describe(plugin, cause)}", cause);
        }
    }
}
