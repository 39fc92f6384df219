using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_logit_bias</c>, 8 bytes: a number added to the logit of one token.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeLogitBias(int Token, float Bias);
