using System.Threading.RateLimiting;
using LocalAI.Plugins.Host.Routing;

namespace LocalAI.Plugins.Host.Calls;

/// <summary>One call's right to work: who answers it, and until when.</summary>
/// <typeparam name="TCapability">The capability interface that has the RPC.</typeparam>
internal sealed class Turn<TCapability>(
    TCapability capability, LoadedModel? model, RateLimitLease? admission, CancellationTokenSource linked) : IDisposable
{
    public TCapability Capability => capability;

    /// <summary>Cancelled when the client goes, its deadline passes, the model is unloaded or the host stops.</summary>
    public CancellationToken Token => linked.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        linked.Dispose();
        admission?.Dispose();
        model?.Release();
    }
}
