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
    private static readonly string Zoo = typeof(UnloadTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PluginZoo").Value!;

    /// <summary>The plugins of the finished dist/.</summary>
    private static readonly string Built = Path.Combine(SolutionFolder.Path, "dist", "plugins");

    [Theory]
    [InlineData("mirror")]
    [InlineData("library-one")]
    public Task The_code_of_an_unloaded_plugin_is_collected(string name) => UnloadsAsync(Zoo, name, async engine =>
    {
        await using var model = await LoadAsync(engine, new ModelOptions { Model = name });
        var answer = await ((IModelDescriber)model).ModelMetadataAsync(new ModelOptions(), CancellationToken.None);
        Assert.NotEmpty(answer.RenderedTemplate);
    });

    [Theory]
    [InlineData("durability:always")]
    [InlineData("durability:interval")]
    [InlineData("index:hnsw")]
    public async Task The_store_goes_too_while_its_data_is_on_disk(string option)
    {
        var folder = Directory.CreateTempSubdirectory("store-").FullName;
        try
        {
            var options = new ModelOptions { Model = "store://kept", Options = { $"path:{folder}", option } };
            await UnloadsAsync(Built, "store", async engine =>
            {
                await using var model = await LoadAsync(engine, options);
                await ((IVectorStore)model).StoresSetAsync(StoreRequests.Set(2000), CancellationToken.None);
                Assert.Single((await ((IVectorStore)model).StoresFindAsync(StoreRequests.Find(), CancellationToken.None)).Keys);
            });

            Assert.NotEmpty(Directory.GetFiles(folder));
            // Another load context opens the same folder, which the first has given back, and finds what was set.
            await UnloadsAsync(Built, "store", async engine =>
            {
                await using var model = await LoadAsync(engine, options);
                Assert.Equal(2000UL, model.Figures["rows"]);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task UnloadsAsync(string folder, string name, Func<IEngine, Task> use)
    {
        var catalog = PluginCatalog.Scan(folder);
        var contexts = new EngineContexts(
            NullLoggerFactory.Instance, new CapabilityResolver(new Router(1)), new DeviceChooser(new DeviceInventory(_ => [])),
            new ServerOptions());
        var activator = new PluginActivator(catalog, contexts, NullLogger<PluginActivator>.Instance);
        var plugin = Assert.Single(catalog.Named(name));

        var assembly = await UseAndUnloadAsync(activator.Load(plugin), use);
        Assert.True(await Collected.IsAsync(assembly), $"{name} is still in memory.");
        Assert.Throws<ObjectDisposedException>(() => activator.Load(plugin).Engine);
    }

    // Not inlined, so that no local of it stays on the caller's stack and keeps the plugin alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAndUnloadAsync(LoadedPlugin loaded, Func<IEngine, Task> use)
    {
        var assembly = await UseAsync(loaded.Engine, use);
        await loaded.UnloadAsync();
        return assembly;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAsync(IEngine engine, Func<IEngine, Task> use)
    {
        await use(engine);
        return new WeakReference(engine.GetType().Assembly);
    }

    private static Task<IModel> LoadAsync(IEngine engine, ModelOptions options) => engine.LoadAsync(
        options,
        new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = Zoo,
            Progress = new Progress<float>(),
            Capabilities = new CapabilityResolver(new Router(1)),
        },
        CancellationToken.None);
}
