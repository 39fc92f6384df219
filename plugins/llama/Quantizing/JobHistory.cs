using System.Runtime.CompilerServices;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>All that a job has said. Whoever follows it, however late, sees everything from the beginning to the terminal status.</summary>
internal sealed class JobHistory
{
    private readonly Lock _gate = new();
    private readonly List<QuantizationProgressUpdate> _updates = [];
    private TaskCompletionSource _changed = New();

    /// <summary>The latest status.</summary>
    public string Status
    {
        get
        {
            lock (_gate)
                return _updates[^1].Status;
        }
    }

    /// <summary>Whether the terminal status is there.</summary>
    public bool Ended => JobStatus.IsTerminal(Status);

    /// <summary>Adds an update; after the terminal one nothing is added any more.</summary>
    public void Add(QuantizationProgressUpdate update)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_updates.Count > 0 && JobStatus.IsTerminal(_updates[^1].Status))
                return;
            // The percentage never falls, whoever computes it.
            if (_updates.Count > 0)
                update.ProgressPercent = Math.Max(update.ProgressPercent, _updates[^1].ProgressPercent);
            _updates.Add(update);
            (changed, _changed) = (_changed, New());
        }
        changed.SetResult();
    }

    /// <summary>The updates from the first to the terminal one, as they come.</summary>
    public async IAsyncEnumerable<QuantizationProgressUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = 0; ; next++)
        {
            QuantizationProgressUpdate? update;
            Task changed;
            lock (_gate)
            {
                update = next < _updates.Count ? _updates[next] : null;
                changed = _changed.Task;
            }
            if (update is null)
            {
                await changed.WaitAsync(cancellationToken);
                next--;
                continue;
            }
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
            if (JobStatus.IsTerminal(update.Status))
                yield break;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
