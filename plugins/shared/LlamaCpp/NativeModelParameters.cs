using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_model_params</c>, 80 bytes on 64-bit platforms.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeModelParameters
{
    /// <summary>Devices to use, ended by null; null means all, an array that holds only null means the CPU alone.</summary>
    public nint* Devices;
    public NativeTensorOverride* TensorOverrides;
    public int GpuLayers;
    public int SplitMode;
    public int LoadMode;
    public int LazyMode;
    public int MainGpu;
    public float* TensorSplit;
    public delegate* unmanaged[Cdecl]<float, void*, byte> ProgressCallback;
    public void* ProgressUserData;
    public NativeMetadataOverride* MetadataOverrides;
    public bool VocabularyOnly;
    public bool CheckTensors;
    public bool UseExtraBuffers;
    public bool NoHostBuffer;
    public bool NoAllocation;
    public bool LoadMtpLayers;
}
