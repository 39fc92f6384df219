using LocalAI.Plugins.Abstractions;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>
/// Owns a <c>ggml_threadpool</c>. Without an attached pool llama.cpp creates and joins its worker threads in every decode.
/// </summary>
internal sealed unsafe class ThreadPoolHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int CpuDevice = 0;

    private readonly delegate* unmanaged[Cdecl]<nint, void> _free;

    private ThreadPoolHandle(nint pool, delegate* unmanaged[Cdecl]<nint, void> free) : base(ownsHandle: true)
    {
        _free = free;
        SetHandle(pool);
    }

    public static ThreadPoolHandle Create(int threads)
    {
        // The pool's functions live in the CPU backend that was chosen for this processor; only its registry knows where.
        var registry = GgmlApi.ggml_backend_dev_backend_reg(GgmlApi.ggml_backend_dev_by_type(CpuDevice));
        var create = (delegate* unmanaged[Cdecl]<NativeThreadPoolParameters*, nint>)
            GgmlApi.ggml_backend_reg_get_proc_address(registry, "ggml_threadpool_new");
        var free = (delegate* unmanaged[Cdecl]<nint, void>)
            GgmlApi.ggml_backend_reg_get_proc_address(registry, "ggml_threadpool_free");
        if (create is null || free is null)
            throw new EngineException(EngineFailure.Internal, "The CPU backend of llama.cpp offers no thread pool; reinstall the plugin.");

        NativeThreadPoolParameters parameters;
        GgmlApi.ggml_threadpool_params_init(&parameters, threads);
        var pool = create(&parameters);
        return pool != 0
            ? new ThreadPoolHandle(pool, free)
            : throw new EngineException(EngineFailure.ResourceExhausted, $"llama.cpp could not start {threads} threads; ask for fewer.");
    }

    protected override bool ReleaseHandle()
    {
        _free(handle);
        return true;
    }
}
