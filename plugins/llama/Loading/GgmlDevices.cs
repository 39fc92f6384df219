using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Native;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The devices ggml's backends found on this machine.</summary>
internal static unsafe class GgmlDevices
{
    /// <summary>Every device by ggml's name for it: <c>CPU</c>, <c>CUDA0</c>, <c>Vulkan0</c>, <c>MTL0</c>.</summary>
    public static IReadOnlyDictionary<string, nint> All()
    {
        var devices = new Dictionary<string, nint>(StringComparer.OrdinalIgnoreCase);
        for (nuint index = 0; index < GgmlApi.ggml_backend_dev_count(); index++)
        {
            var device = GgmlApi.ggml_backend_dev_get(index);
            NativeDeviceProperties properties;
            GgmlApi.ggml_backend_dev_get_props(device, &properties);
            devices[Marshal.PtrToStringUTF8((nint)properties.Name) ?? ""] = device;
        }
        return devices;
    }

    /// <summary>The devices a load may use; none means the CPU alone.</summary>
    /// <exception cref="EngineException">A device is not there. Nothing is ever computed elsewhere instead.</exception>
    public static nint[] Choose(LoadSettings settings, Device device)
    {
        if (settings.Devices.Count == 0 && device.Kind == DeviceKind.Cpu)
            return [];
        var all = All();
        IEnumerable<string> names = settings.Devices.Count > 0 ? settings.Devices : [NameOf(device)];
        return [.. names.Where(name => !name.Equals("cpu", StringComparison.OrdinalIgnoreCase)).Select(name => Find(all, name))];
    }

    /// <summary>The buffer type of a device, by the name that <c>override_tensor</c> uses; 0 when there is none.</summary>
    public static nint BufferType(string name)
    {
        foreach (var device in All().Values)
        {
            var bufferType = GgmlApi.ggml_backend_dev_buffer_type(device);
            if (Marshal.PtrToStringUTF8((nint)GgmlApi.ggml_backend_buft_name(bufferType)) == name)
                return bufferType;
        }
        return 0;
    }

    private static nint Find(IReadOnlyDictionary<string, nint> all, string name) => all.TryGetValue(name, out var device)
        ? device
        : throw new EngineException(EngineFailure.InvalidInput,
            $"The device '{name}' is not there; llama.cpp found {string.Join(", ", all.Keys)}.");

    private static string NameOf(Device device) => device.Kind switch
    {
        DeviceKind.Cuda => $"CUDA{device.Index}",
        DeviceKind.Vulkan => $"Vulkan{device.Index}",
        DeviceKind.Metal => $"MTL{device.Index}",
        _ => device.ToString(),
    };
}
