using System.Collections.Frozen;
using System.Reflection;

namespace LocalAI.Plugins.Abstractions;

/// <summary>The one mapping between the RPCs of <c>backend.Backend</c> and the capability interfaces.</summary>
public static class Rpc
{
    /// <summary>The RPCs that the host answers itself.</summary>
    public static FrozenSet<string> AnsweredByHost { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "Health", "LoadModel", "Free", "Status");

    /// <summary>Every RPC that engines answer, with the interface that has its method.</summary>
    public static FrozenDictionary<string, Type> Capabilities { get; } = typeof(ICapability).Assembly.GetExportedTypes()
        .Where(IsCapability)
        .SelectMany(type => type.GetMethods().Select(method => KeyValuePair.Create(NameOf(method), type)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The RPCs that <paramref name="type"/> can answer by the interfaces it implements, sorted by name.</summary>
    public static IReadOnlyList<string> ServedBy(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return [.. Capabilities.Where(pair => pair.Value.IsAssignableFrom(type)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
    }

    private static bool IsCapability(Type type) =>
        type.IsInterface && type != typeof(ICapability) && typeof(ICapability).IsAssignableFrom(type);

    private static string NameOf(MethodInfo method) => method.Name[..^"Async".Length];
}
