using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace LocalAI.Plugins.OnnxRuntime.Tests;

/// <summary>
/// The library in a context of its own, as the host loads a plugin: neither native code nor anything static must keep it.
/// </summary>
public class UnloadTests
{
    [Fact]
    public async Task The_code_is_collected_after_use_and_can_be_loaded_again()
    {
        var token = TestContext.Current.CancellationToken;
        for (var round = 0; round < 2; round++)
        {
            Assert.True(await Collected.IsAsync(Use(token)), "The library is still in memory.");
        }
    }

    /// <summary>Runs in the other context.</summary>
    internal static int OpenAndRun(CancellationToken cancellationToken)
    {
        var heard = new HeardLines();
        using var opened = new Opened(Graphs.Rows().Input("w", OnnxGraphElement.Float, 2), heard);
        using (var run = opened.Model.Begin([2, 2]))
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            run.Execute(stop.Token);
            Assert.Equal([10f, 20f, 10f, 20f], run.Output<float>(0).ToArray());
        }
        return heard.Lines.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Use(CancellationToken cancellationToken)
    {
        var context = new PluginContext(AppContext.BaseDirectory);
        var tests = context.LoadFromAssemblyName(typeof(UnloadTests).Assembly.GetName());
        Assert.NotSame(typeof(UnloadTests).Assembly, tests);
        var said = tests.GetType(typeof(UnloadTests).FullName!)!
            .GetMethod(nameof(OpenAndRun), BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [cancellationToken]);
        Assert.True((int)said! > 0);
        var code = new WeakReference(context.Assemblies.Single(loaded => loaded.GetName().Name == "LocalAI.Plugins.OnnxRuntime"));
        context.Unload();
        return code;
    }

    private sealed class PluginContext(string folder) : AssemblyLoadContext(isCollectible: true)
    {
        private static readonly string[] Own =
            ["LocalAI.Plugins.OnnxRuntime", "LocalAI.Plugins.OnnxRuntime.Tests", "Microsoft.ML.OnnxRuntime"];

        protected override Assembly? Load(AssemblyName assemblyName) =>
            Own.Contains(assemblyName.Name) ? LoadFromAssemblyPath(Path.Combine(folder, $"{assemblyName.Name}.dll")) : null;

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            Directory.EnumerateFiles(folder).FirstOrDefault(file =>
                Path.GetFileNameWithoutExtension(file) is var name && (name == unmanagedDllName || name == $"lib{unmanagedDllName}")
                && Path.GetExtension(file) is ".so" or ".dylib") is { } library
                ? NativeLibrary.Load(library)
                : 0;
    }
}
