using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>Asks a driver in this very process. Only a short-lived child does that: a broken driver can end a process.</summary>
internal static class DeviceProbe
{
    public static IReadOnlyList<FoundDevice> Find(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => CudaDriver.Devices(),
        DeviceKind.Vulkan => VulkanLoader.Devices(),
        _ => [],
    };
}
