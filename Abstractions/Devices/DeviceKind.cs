namespace LocalAI.Plugins.Abstractions;

/// <summary>The kinds of device an engine can be built for.</summary>
public enum DeviceKind
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>NVIDIA GPUs through CUDA.</summary>
    Cuda,

    /// <summary>Any GPU on Windows through DirectML.</summary>
    DirectML,

    /// <summary>GPUs through Vulkan.</summary>
    Vulkan,

    /// <summary>Apple GPUs through Metal.</summary>
    Metal,
}
