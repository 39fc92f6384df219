namespace LocalAI.Plugins.Abstractions;

/// <summary>A borrowed capability of another model. Dispose it as soon as the calls are done.</summary>
/// <typeparam name="T">The capability interface.</typeparam>
public sealed class CapabilityLease<T> : IDisposable where T : class, ICapability
{
    private Action? _release;

    /// <summary>Creates a lease; called by the host.</summary>
    public CapabilityLease(T capability, Action release)
    {
        Capability = capability;
        _release = release;
    }

    /// <summary>The borrowed capability.</summary>
    public T Capability { get; }

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
