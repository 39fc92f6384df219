using System.Reflection;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Loading;

/// <summary>Checks what a plugin's assembly really has against what its manifest declares.</summary>
internal static class EngineTypes
{
    /// <summary>The one engine of an assembly.</summary>
    /// <exception cref="PluginLoadException">There is none or more than one, or the RPCs differ from the manifest's.</exception>
    public static Type Find(Assembly assembly, PluginManifest manifest)
    {
        // All types are resolved here, before any is trusted: a missing dependency shows now, not in the middle of a call.
        var types = assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }).ToList();
        var engines = types.Where(type => type.IsPublic && typeof(IEngine).IsAssignableFrom(type)).ToList();
        if (engines.Count != 1)
            throw new PluginLoadException(engines.Count == 0
                ? $"The assembly {manifest.Assembly} has no public class that implements IEngine."
                : $"The assembly {manifest.Assembly} has {engines.Count} engines ({Names(engines)}); a plugin has exactly one.");

        var served = engines.Concat(types.Where(typeof(IModel).IsAssignableFrom)).SelectMany(Rpc.ServedBy).Distinct();
        CheckRpcs(manifest.Rpcs, [.. served]);
        CheckStateless(manifest.Stateless, engines[0]);
        return engines[0];
    }

    private static void CheckRpcs(IReadOnlyList<string> declared, IReadOnlyList<string> served)
    {
        var missing = declared.Except(served).ToList();
        var extra = served.Except(declared).ToList();
        if (missing.Count + extra.Count > 0)
            throw new PluginLoadException(
                $"The manifest's rpcs differ from the code: declared are {List(declared)}; implemented are {List(served)}.");
    }

    private static void CheckStateless(IReadOnlyList<string> stateless, Type engine)
    {
        var missing = stateless.Except(Rpc.ServedBy(engine)).ToList();
        if (missing.Count > 0)
            throw new PluginLoadException(
                $"The manifest calls {List(missing)} stateless, but the engine {engine.Name} does not implement them itself.");
    }

    private static string List(IEnumerable<string> names) => "[" + string.Join(", ", names.Order(StringComparer.Ordinal)) + "]";

    private static string Names(IEnumerable<Type> types) => string.Join(", ", types.Select(type => type.Name));
}
