using System.Runtime.InteropServices;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary><c>ggml_threadpool_params</c>, 528 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeThreadPoolParameters
{
    public const int MaxThreads = 512;

    public fixed byte CpuMask[MaxThreads];
    public int Threads;
    public int Priority;
    public uint Poll;
    public bool StrictCpu;
    public bool Paused;
}
