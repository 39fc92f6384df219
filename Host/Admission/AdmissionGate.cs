using System.Collections.Frozen;
using System.Threading.RateLimiting;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Admission;

/// <summary>Lets as many calls work on a model as it can take; the others wait in order of arrival, up to a limit.</summary>
internal sealed class AdmissionGate(string name, IModel model, int queue) : IDisposable
{
    private readonly FrozenSet<string> _ungated = model.Ungated.ToFrozenSet(StringComparer.Ordinal);

    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, model.Parallelism),
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Waits for a turn. A waiter that is cancelled leaves the queue.</summary>
    /// <returns>The turn, to be disposed when the call ends; null for an RPC that takes none.</returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.ResourceExhausted"/> when the queue is full.</exception>
    public ValueTask<RateLimitLease?> EnterAsync(string rpc, CancellationToken cancellationToken)
    {
        if (_ungated.Contains(rpc))
            return default;
        var turn = _turns.AcquireAsync(1, cancellationToken);
        return turn.IsCompletedSuccessfully ? new(Admitted(turn.Result)) : Wait(turn);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async ValueTask<RateLimitLease?> Wait(ValueTask<RateLimitLease> turn) => Admitted(await turn);

    private RateLimitLease Admitted(RateLimitLease turn) => turn.IsAcquired
        ? turn
        : throw new EngineException(EngineFailure.ResourceExhausted,
            $"{name} works on {Math.Max(1, model.Parallelism)} calls and its queue of {queue} is full; "
            + "try again later, or start the host with a longer --queue.");
}
