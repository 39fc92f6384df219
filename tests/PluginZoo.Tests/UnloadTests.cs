using System.Reflection;
using System.Runtime.CompilerServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Choosing;
using LocalAI.Plugins.Host.Devices;
using LocalAI.Plugins.Host.Loading;
using LocalAI.Plugins.Host.Options;
using LocalAI.Plugins.Host.Routing;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.PluginZoo.Tests;

/// <summary>A managed plugin that is unloaded leaves the process for good, while the host's own objects live on.</summary>
public class UnloadTests
{
    private const int MostCollections = 10;

    private static readonly string Zoo = typeof(UnloadTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PluginZoo").Value!;

    private readonly PluginCatalog _catalog = PluginCatalog.Scan(Zoo);
    private readonly PluginActivator _activator;

    public UnloadTests()
    {
        var contexts = new EngineContexts(
            NullLoggerFactory.Instance, new CapabilityResolver(new Router(1)), new DeviceChooser(new DeviceInventory(_ => [])),
            new ServerOptions());
        _activator = new PluginActivator(_catalog, contexts, NullLogger<PluginActivator>.Instance);
    }

    [Theory]
    [InlineData("mirror")]
    [InlineData("library-one")]
    public async Task The_code_of_an_unloaded_plugin_is_collected(string name)
    {
        var plugin = Assert.Single(_catalog.Named(name));
        var assembly = await UseAndUnloadAsync(_activator.Load(plugin), name);

        for (var round = 0; round < MostCollections && assembly.IsAlive; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(assembly.IsAlive, $"{name} is still in memory after {MostCollections} collections.");
        Assert.Throws<ObjectDisposedException>(() => _activator.Load(plugin).Engine);
    }

    // Not inlined, so that no local of it stays on the caller's stack and keeps the plugin alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAndUnloadAsync(LoadedPlugin loaded, string model)
    {
        var assembly = await UseAsync(loaded.Engine, model);
        await loaded.UnloadAsync();
        return assembly;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(IEngine engine, string name)
    {
        var context = new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = Zoo,
            Progress = new Progress<float>(),
            Capabilities = new CapabilityResolver(new Router(1)),
        };
        await using var model = await engine.LoadAsync(new ModelOptions { Model = name }, context, CancellationToken.None);
        var answer = await ((IModelDescriber)model).ModelMetadataAsync(new ModelOptions(), CancellationToken.None);
        Assert.NotEmpty(answer.RenderedTemplate);
        return new WeakReference(engine.GetType().Assembly);
    }
}
