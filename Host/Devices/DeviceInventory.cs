using System.Collections.Concurrent;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>The devices of this machine. A kind is looked for once, when somebody first asks for it.</summary>
/// <param name="probe">Looks for the devices of one kind.</param>
internal sealed class DeviceInventory(Func<DeviceKind, IReadOnlyList<FoundDevice>> probe)
{
    private readonly ConcurrentDictionary<DeviceKind, Lazy<IReadOnlyList<FoundDevice>>> _found = new();

    /// <summary>An inventory that asks drivers in a child of this executable.</summary>
    public static DeviceInventory OfThisMachine(ILogger<ProbeChild> logger) =>
        new(new ProbeChild(Environment.ProcessPath!, logger).Find);

    /// <summary>The devices of a kind; empty when there are none.</summary>
    public IReadOnlyList<FoundDevice> OfKind(DeviceKind kind) =>
        _found.GetOrAdd(kind, kind => new Lazy<IReadOnlyList<FoundDevice>>(() => Find(kind))).Value;

    /// <summary>The devices of every kind.</summary>
    public IReadOnlyList<FoundDevice> All() => [.. Enum.GetValues<DeviceKind>().SelectMany(OfKind)];

    public bool Has(DeviceKind kind) => OfKind(kind).Count > 0;

    private IReadOnlyList<FoundDevice> Find(DeviceKind kind) => kind switch
    {
        DeviceKind.Cpu => [Processor()],
        DeviceKind.Metal => OperatingSystem.IsMacOS() ? [new FoundDevice("metal", 0, "Metal")] : [],
        _ => probe(kind),
    };

    private static FoundDevice Processor() =>
        new("cpu", 0, ProcessorName.Read(), (ulong)GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
