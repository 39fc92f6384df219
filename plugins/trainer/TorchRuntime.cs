using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using TorchSharp;

namespace LocalAI.Plugins.Trainer;

/// <summary>Settings of libtorch that hold for the whole process.</summary>
internal static partial class TorchRuntime
{
    /// <summary>Loads the library and sets the threads that compute.</summary>
    /// <param name="threads">From 1.</param>
    public static void Start(int threads)
    {
        // Threads that wait for work by spinning take the cores of everything else that runs: a tenth of the speed, once two want a
        // core. Threads that sleep at once are woken too late: two thirds of the speed on small models. So they spin for as long as the
        // next operation takes to begin, some microseconds. OpenMP reads this when it is loaded.
        if (!OperatingSystem.IsWindows())
        {
            _ = SetNative("OMP_WAIT_POLICY", "PASSIVE", overwrite: 0);
            _ = SetNative("GOMP_SPINCOUNT", "2000", overwrite: 0);
        }
        torch.set_num_threads(threads);
    }

    /// <summary>Where a job computes: on the CPU if it asks for that, else on the device that was chosen.</summary>
    /// <exception cref="EngineException">The device cannot be used.</exception>
    public static torch.Device Place(Device device, bool usesCpu)
    {
        if (usesCpu || device.Kind != DeviceKind.Cuda)
            return torch.CPU;
        return torch.cuda.is_available() && device.Index < torch.cuda.device_count()
            ? new torch.Device(TorchSharp.DeviceType.CUDA, device.Index)
            : throw new EngineException(EngineFailure.Unsupported,
                $"libtorch cannot use {device}; install the NVIDIA driver, or train with the extra option use_cpu=true.");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);
}
