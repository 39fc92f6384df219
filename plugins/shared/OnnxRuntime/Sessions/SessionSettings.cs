using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>The options that all sessions have in common.</summary>
internal static class SessionSettings
{
    private const int MostThreads = 512;

    /// <summary>The options, without a level of optimisation.</summary>
    /// <exception cref="Abstractions.EngineException">The device cannot be used.</exception>
    public static SessionOptions Of(OnnxSettings settings)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = settings.Threads > 0 ? Math.Min(settings.Threads, MostThreads) : Environment.ProcessorCount,
            EnableCpuMemArena = true,
            EnableMemoryPattern = true,
        };
        // Threads that spin while they wait are faster alone and slower in company. yolox_nano on 2 cores, off and on: one caller at best
        // 13.5 and 9.3 ms a run; in the median two callers at once 12 and 16 ms, one beside a busy thread 19 and 33 ms, beside two 34
        // and 62 ms.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            ExecutionProvider.Select(options, settings.Device);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
