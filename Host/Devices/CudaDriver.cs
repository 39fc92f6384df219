using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LocalAI.Plugins.Host.Devices;

/// <summary>Asks NVIDIA's driver library, which is there exactly when the driver is; no CUDA toolkit is needed.</summary>
internal static unsafe class CudaDriver
{
    public static IReadOnlyList<FoundDevice> Devices()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver))
            return [];

        var initialise = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(driver, "cuInit");
        var version = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(driver, "cuDriverGetVersion");
        var count = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(driver, "cuDeviceGetCount");
        var number = 0;
        if (initialise(0) != 0 || count(&number) != 0)
            return [];

        var installed = 0;
        _ = version(&installed);
        var text = VersionText(installed);
        return [.. Enumerable.Range(0, number).Select(index => Describe(driver, index, text))];
    }

    private static FoundDevice Describe(nint driver, int index, string version)
    {
        var get = (delegate* unmanaged<int*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGet");
        var getName = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGetName");
        var getMemory = (delegate* unmanaged<nuint*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceTotalMem_v2");

        var device = 0;
        var name = stackalloc byte[256];
        nuint memory = 0;
        if (get(&device, index) != 0)
            return new FoundDevice("cuda", index, "CUDA device", 0, version);
        _ = getMemory(&memory, device);
        var text = getName(name, 256, device) == 0
            ? Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name))
            : "CUDA device";
        return new FoundDevice("cuda", index, text, memory, version);
    }

    // The driver says 12080 for CUDA 12.8.
    private static string VersionText(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"CUDA {version / 1000}.{version % 1000 / 10}");
}
