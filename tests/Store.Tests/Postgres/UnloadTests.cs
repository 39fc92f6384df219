using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>The plugin's folder in a context of its own, as the host loads it: what Npgsql leaves behind must not keep it.</summary>
public class UnloadTests(PostgresServer server)
{
    [Fact]
    public async Task The_code_of_the_plugin_and_of_Npgsql_is_collected_after_use()
    {
        var connection = await server.ConnectionAsync();
        var (engine, driver) = await UseAsync(connection);

        Assert.True(await Collected.IsAsync(driver), "Npgsql is still in memory.");
        Assert.True(await Collected.IsAsync(engine), "The plugin is still in memory.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Engine, WeakReference Driver)> UseAsync(string connection)
    {
        var context = new PluginContext(Path.Combine(SolutionFolder.Path, "dist", "plugins", "store"));
        var references = await UseAsync(context, connection);
        context.Unload();
        return references;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<(WeakReference Engine, WeakReference Driver)> UseAsync(PluginContext context, string connection)
    {
        var assembly = context.LoadFromAssemblyPath(Path.Combine(context.Folder, "LocalAI.Plugins.Store.dll"));
        var token = TestContext.Current.CancellationToken;
        await using var engine = (IAsyncDisposable)Activator.CreateInstance(
            assembly.GetType("LocalAI.Plugins.Store.StoreEngine")!, [null])!;
        var options = new ModelOptions { Model = "store://unloaded" };
        options.Options.Add($"postgres:{connection}");
        await using var model = await ((IEngine)engine).LoadAsync(options, Context(context.Folder), token);
        var store = (IVectorStore)model;
        await store.StoresSetAsync(Vectors.Set(([1, 0], "a"), ([0, 1], "b")), token);
        Assert.Equal(2, (await store.StoresFindAsync(Vectors.Find(5, 1, 0), token)).Keys.Count);
        Assert.True(model.Figures["postgres_table_bytes"] > 0);
        var driver = context.Assemblies.Single(loaded => loaded.GetName().Name == "Npgsql");
        return (new WeakReference(assembly), new WeakReference(driver));
    }

    private static EngineContext Context(string folder) => new()
    {
        Logger = NullLogger.Instance,
        Device = Device.Cpu,
        PluginFolder = folder,
        Progress = new Progress<float>(),
        Capabilities = null!,
    };

    private sealed class PluginContext(string folder) : AssemblyLoadContext(isCollectible: true)
    {
        private static readonly string[] Own = ["LocalAI.Plugins.Store", "LocalAI.Plugins.Requests", "Npgsql", "System.IO.Hashing"];

        public string Folder => folder;

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Own.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(folder, $"{assemblyName.Name}.dll")) : null;
    }
}
