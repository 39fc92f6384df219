using System.Text.Json.Serialization;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>A device of this machine.</summary>
/// <param name="Kind">Its kind, as manifests spell it.</param>
/// <param name="Index">Which of its kind.</param>
/// <param name="Name">Its maker's name for it.</param>
/// <param name="MemoryBytes">Its memory in bytes; 0 when unknown.</param>
/// <param name="Driver">The driver's version; empty when unknown.</param>
internal sealed record FoundDevice(string Kind, int Index, string Name, ulong MemoryBytes = 0, string Driver = "")
{
    /// <summary>How it is written in options: <c>cuda:0</c>.</summary>
    public string Id => Device.ToString();

    [JsonIgnore]
    public Device Device => new(Device.TryParseKind(Kind, out var kind) ? kind : DeviceKind.Cpu, Index);
}
