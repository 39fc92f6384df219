using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>How devices are printed, by a probe for its parent and by <c>--devices-json</c> for scripts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<FoundDevice>))]
internal sealed partial class DeviceJson : JsonSerializerContext;
