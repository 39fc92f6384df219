using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>ggml_type_traits</c>: what the library knows of a type of tensor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTypeTraits
{
    public byte* Name;
    public long BlockLength;
    public long BlockLengthInterleaved;
    public nuint BlockBytes;
    public bool IsQuantized;

    /// <summary>Turns elements into single precision; null for types without such a way.</summary>
    public delegate* unmanaged[Cdecl]<void*, float*, long, void> ToFloat;
    public delegate* unmanaged[Cdecl]<float*, void*, long, void> FromFloat;
}
