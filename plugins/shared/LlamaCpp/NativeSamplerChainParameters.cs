using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>llama_sampler_chain_params</c>, 1 byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeSamplerChainParameters
{
    public bool NoPerformanceTimings;
}
