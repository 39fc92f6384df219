using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_model_kv_override</c>, 264 bytes; a list ends with an entry whose key is empty.</summary>
[StructLayout(LayoutKind.Explicit, Size = 264)]
internal unsafe struct NativeMetadataOverride
{
    public const int TextBytes = 128;

    [FieldOffset(0)] public int Kind;
    [FieldOffset(4)] public fixed byte Key[TextBytes];
    [FieldOffset(136)] public long Integer;
    [FieldOffset(136)] public double Float;
    [FieldOffset(136)] public bool Boolean;
    [FieldOffset(136)] public fixed byte Text[TextBytes];
}
