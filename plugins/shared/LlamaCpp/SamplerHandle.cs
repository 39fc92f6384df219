using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>Owns a <c>llama_sampler</c> chain with all samplers in it.</summary>
internal sealed class SamplerHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public SamplerHandle() : base(ownsHandle: true) { }

    public SamplerHandle(nint sampler) : base(ownsHandle: true) => SetHandle(sampler);

    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_sampler_free(handle);
        return true;
    }
}
