using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_model_tensor_buft_override</c>: tensors whose name matches go into this buffer type.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTensorOverride
{
    public byte* Pattern;
    public nint BufferType;
}
