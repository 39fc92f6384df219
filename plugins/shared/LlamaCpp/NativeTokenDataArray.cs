using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_token_data_array</c>, 32 bytes: the candidates a sampler chain works on in place.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTokenDataArray
{
    public NativeTokenData* Data;
    public nuint Size;
    /// <summary>The place of the chosen candidate in <see cref="Data"/>, or -1.</summary>
    public long Selected;
    public bool Sorted;
}
