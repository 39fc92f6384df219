using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_token_data</c>, 12 bytes: a candidate token with its logit and, after some samplers, its probability.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTokenData
{
    public int Id;
    public float Logit;
    public float Probability;
}
