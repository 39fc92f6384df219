namespace LocalAI.Plugins.Host.Life;

/// <summary>Where the host is between its start and its end.</summary>
internal sealed class HostState : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private volatile bool _draining;

    /// <summary>Whether new work is refused, because the host was told to end.</summary>
    public bool Draining => _draining;

    /// <summary>Cancelled when calls that still run have to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void Drain() => _draining = true;

    public void Stop() => _ = _stopping.CancelAsync();

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();
}
