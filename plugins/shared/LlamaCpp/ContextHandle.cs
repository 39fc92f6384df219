using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>Owns a <c>llama_context</c> and keeps what it works with alive: its model and its thread pool.</summary>
internal sealed class ContextHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly ModelHandle _model;
    private readonly ThreadPoolHandle _threads;

    public ContextHandle(nint context, ModelHandle model, ThreadPoolHandle threads) : base(ownsHandle: true)
    {
        var added = false;
        model.DangerousAddRef(ref added);
        threads.DangerousAddRef(ref added);
        _model = model;
        _threads = threads;
        SetHandle(context);
    }

    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_free(handle);
        _threads.DangerousRelease();
        _model.DangerousRelease();
        return true;
    }
}
