using LocalAI.Plugins.LlamaCpp;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Llama.Adapters;

/// <summary>Owns a <c>llama_adapter_lora</c> and keeps its model alive.</summary>
internal sealed class AdapterHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly ModelHandle _model;

    public AdapterHandle(nint adapter, ModelHandle model) : base(ownsHandle: true)
    {
        var added = false;
        model.DangerousAddRef(ref added);
        _model = model;
        SetHandle(adapter);
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_adapter_lora_free(handle);
        _model.DangerousRelease();
        return true;
    }
}
