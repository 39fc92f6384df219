using System.Globalization;
using LocalAI.Plugins.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>Makes a session run on the device that the host chose; where that cannot be, it fails, and never runs elsewhere.</summary>
internal static class ExecutionProvider
{
    private static readonly string[] DriverWords = ["CUDA", "cuDNN", "cublas", "DML", "DirectML", "D3D12", "DXGI"];

    /// <summary>Sets what the device needs.</summary>
    /// <exception cref="EngineException">The library has not the device, or cannot use it.</exception>
    public static void Select(SessionOptions options, Device device)
    {
        if (device.Kind == DeviceKind.Cpu)
            return;
        var name = NameOf(device.Kind);
        if (name is null || !OrtEnv.Instance().GetAvailableProviders().Contains(name))
            throw Refuse(device, "this build of it is for other devices");
        try
        {
            if (device.Kind == DeviceKind.Cuda)
                SelectCuda(options, device);
            else
                SelectDirectML(options, device);
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw Refuse(device, NativeFault.Reason(e), e);
        }
    }

    /// <summary>Whether a failure to open a model is one of the device's driver, not of the model.</summary>
    public static bool IsFaultOf(Device device, string reason) => device.Kind != DeviceKind.Cpu
        && DriverWords.Any(word => reason.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The refusal to use a device.</summary>
    public static EngineException Refuse(Device device, string reason, Exception? cause = null) => new(EngineFailure.Unsupported,
        $"ONNX Runtime cannot use {device} ({reason}); install the plugin's variant for {Device.NameOf(device.Kind)} and its driver, "
        + "or choose the device cpu.", cause);

    private static string? NameOf(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => "CUDAExecutionProvider",
        DeviceKind.DirectML => "DmlExecutionProvider",
        _ => null,
    };

    private static void SelectCuda(SessionOptions options, Device device)
    {
        using var cuda = new OrtCUDAProviderOptions();
        cuda.UpdateOptions(new Dictionary<string, string>
        {
            ["device_id"] = device.Index.ToString(CultureInfo.InvariantCulture),
            // Doubling the arena, the default, takes memory that other models on the GPU need.
            ["arena_extend_strategy"] = "kSameAsRequested",
            // The default tries every algorithm at the first run of every shape, which takes seconds.
            ["cudnn_conv_algo_search"] = "HEURISTIC",
        });
        options.AppendExecutionProvider_CUDA(cuda);
    }

    private static void SelectDirectML(SessionOptions options, Device device)
    {
        // It demands both (onnxruntime.ai/docs/execution-providers/DirectML-ExecutionProvider.html).
        options.EnableMemoryPattern = false;
        options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
        options.AppendExecutionProvider_DML(device.Index);
    }
}
