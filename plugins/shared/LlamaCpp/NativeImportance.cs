using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_model_imatrix_data</c>: how much each column of a tensor matters.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeImportance
{
    public byte* Name;
    public float* Data;
    public nuint Length;
}
