using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>
/// Asks Vulkan's loader for GPUs. Software renderers count only where <c>GGML_VK_VISIBLE_DEVICES</c> names the devices to use: then
/// llama.cpp works with them as well.
/// </summary>
internal static unsafe class VulkanLoader
{
    // VkPhysicalDeviceProperties begins: apiVersion, driverVersion, vendorID, deviceID, deviceType, deviceName[256]; 824 bytes.
    private const int PropertiesBytes = 1024;
    private const int DeviceTypeOffset = 16;
    private const int DeviceNameOffset = 20;
    private const int SoftwareRenderer = 4;
    private const int InstanceCreateInfo = 1;

    public static IReadOnlyList<FoundDevice> Devices()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "vulkan-1.dll" : "libvulkan.so.1", out var loader))
            return [];

        var create = (delegate* unmanaged<void*, void*, nint*, int>)NativeLibrary.GetExport(loader, "vkCreateInstance");
        var enumerate = (delegate* unmanaged<nint, uint*, nint*, int>)
            NativeLibrary.GetExport(loader, "vkEnumeratePhysicalDevices");
        var describe = (delegate* unmanaged<nint, byte*, void>)
            NativeLibrary.GetExport(loader, "vkGetPhysicalDeviceProperties");

        // VkInstanceCreateInfo is 64 bytes; all but the type may be zero.
        var info = stackalloc long[8];
        new Span<long>(info, 8).Clear();
        *(int*)info = InstanceCreateInfo;
        nint instance;
        uint count = 0;
        if (create(info, null, &instance) != 0 || enumerate(instance, &count, null) != 0 || count == 0)
            return [];

        var handles = new nint[count];
        fixed (nint* pointer = handles)
        {
            if (enumerate(instance, &count, pointer) < 0)
                return [];
        }

        var withSoftware = Environment.GetEnvironmentVariable("GGML_VK_VISIBLE_DEVICES") is { Length: > 0 };
        var found = new List<FoundDevice>();
        var properties = stackalloc byte[PropertiesBytes];
        for (var index = 0; index < count; index++)
        {
            describe(handles[index], properties);
            if (withSoftware || *(int*)(properties + DeviceTypeOffset) != SoftwareRenderer)
                found.Add(Describe(index, properties));
        }
        return found;
    }

    private static FoundDevice Describe(int index, byte* properties)
    {
        var api = *(uint*)properties;
        var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(properties + DeviceNameOffset);
        return new FoundDevice("vulkan", index, Encoding.UTF8.GetString(name), 0,
            string.Create(CultureInfo.InvariantCulture, $"Vulkan {(api >> 22) & 0x7f}.{(api >> 12) & 0x3ff}"));
    }
}
