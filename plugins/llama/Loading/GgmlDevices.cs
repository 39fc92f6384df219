using System.Globalization;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The devices ggml's backends found on this machine.</summary>
internal static unsafe class GgmlDevices
{
    private const string CpuName = "CPU";

    private static readonly (DeviceKind Kind, string Prefix)[] Kinds =
        [(DeviceKind.Cuda, "CUDA"), (DeviceKind.Vulkan, "Vulkan"), (DeviceKind.Metal, "MTL")];

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
        var names = settings.Devices.Count > 0 ? settings.Devices.Select(Spelled) : [NameOf(device)];
        return [.. names.Where(name => name != CpuName).Select(name => Find(all, name))];
    }

    /// <summary>The device that will compute: the first that <see cref="Choose"/> finds, or the CPU when no layer leaves it.</summary>
    public static Device Computing(LoadSettings settings, Device device)
    {
        if (settings.GpuLayers == 0)
            return Device.Cpu;
        var first = settings.Devices.Select(Spelled).FirstOrDefault(NameOf(device));
        return Kinds.Where(kind => first.StartsWith(kind.Prefix, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(first.AsSpan(kind.Prefix.Length), out _))
            .Select(kind => new Device(kind.Kind, int.Parse(first.AsSpan(kind.Prefix.Length), CultureInfo.InvariantCulture)))
            .FirstOrDefault(Device.Cpu);
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

    /// <summary>ggml's name of a device that may be written as the host does, <c>cuda:0</c>.</summary>
    private static string Spelled(string name) => Device.TryParse(name, out var device) ? NameOf(device) : name;

    private static string NameOf(Device device)
    {
        var prefix = Kinds.FirstOrDefault(kind => kind.Kind == device.Kind).Prefix;
        return prefix is null ? CpuName : string.Create(CultureInfo.InvariantCulture, $"{prefix}{device.Index}");
    }
}
