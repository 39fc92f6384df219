using LocalAI.Plugins.Host.Health;

namespace LocalAI.Plugins.Host.Life;

/// <summary>The times of an orderly end: LocalAI kills what is still there 15 s after its SIGTERM.</summary>
internal sealed class Drain(HostState host, ModelRelease release) : IDisposable
{
    /// <summary>How long the server waits for its connections before it drops them.</summary>
    public static readonly TimeSpan Connections = TimeSpan.FromSeconds(7);

    /// <summary>When the process ends even if something hangs.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(13);

    /// <summary>How long running calls may go on.</summary>
    private static readonly TimeSpan Calls = TimeSpan.FromSeconds(4);

    private Timer? _cancelCalls;
    private Timer? _end;

    /// <summary>Starts the clocks.</summary>
    public void Begin()
    {
        host.Drain();
        _cancelCalls = new Timer(_ => host.Stop(), null, Calls, Timeout.InfiniteTimeSpan);
        _end = new Timer(_ => NativeProcess.ExitNow(0), null, Whole, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Unloads the models, after the server has stopped.</summary>
    public Task FinishAsync()
    {
        host.Stop();
        return release.ReleaseAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancelCalls?.Dispose();
        _end?.Dispose();
    }
}
