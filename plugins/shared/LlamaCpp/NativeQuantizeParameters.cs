using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_model_quantize_params</c>, 64 bytes on 64-bit platforms.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeQuantizeParameters
{
    /// <summary>0 for as many as the machine has cores.</summary>
    public int Threads;
    public int FileType;

    /// <summary>A number of a ggml type; <see cref="NoType"/> leaves the choice to the library.</summary>
    public int OutputTensorType;
    public int TokenEmbeddingType;
    public bool AllowRequantize;
    public bool QuantizeOutputTensor;
    public bool OnlyCopy;
    public bool Pure;
    public bool KeepSplit;
    public bool DryRun;

    /// <summary>Ended by an entry without a name; null for none.</summary>
    public NativeImportance* Importance;
    public NativeMetadataOverride* MetadataOverrides;
    public void* TensorTypes;
    public int* PruneLayers;
    public nuint LargestBuffer;

    /// <summary>GGML_TYPE_COUNT.</summary>
    public const int NoType = 43;
}
