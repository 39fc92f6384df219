using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Host.Life;

/// <summary>Turns the first SIGTERM or SIGINT into an orderly end, the second into an immediate one.</summary>
internal sealed class SignalLifetime(IHostApplicationLifetime lifetime, HostState host, ILogger<SignalLifetime> logger)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
            NativeProcess.ExitNow(1);
        Log.Draining(logger, context.Signal);
        host.Drain();
        lifetime.StopApplication();
    }
}
