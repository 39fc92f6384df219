using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Jobs;

/// <summary>All that a job has said. Whoever follows it, however late, sees everything from the beginning to the terminal status.</summary>
/// <typeparam name="TUpdate">The message of the wire contract that tells how far the job is.</typeparam>
/// <param name="statusOf">The status of an update, a word of <see cref="JobStatus"/> or of the job's own.</param>
/// <param name="percentOf">How much of the work is done, from 0 to 100.</param>
/// <param name="setPercent">Changes that.</param>
internal sealed class JobHistory<TUpdate>(
    Func<TUpdate, string> statusOf, Func<TUpdate, float> percentOf, Action<TUpdate, float> setPercent) where TUpdate : class
{
    private readonly Lock _gate = new();
    private readonly List<TUpdate> _updates = [];
    private TaskCompletionSource _changed = New();

    /// <summary>The latest status; empty before the first update.</summary>
    public string Status
    {
        get
        {
            lock (_gate)
                return _updates.Count > 0 ? statusOf(_updates[^1]) : "";
        }
    }

    /// <summary>Whether the terminal status is there.</summary>
    public bool Ended => JobStatus.IsTerminal(Status);

    /// <summary>Adds an update; after the terminal one nothing is added any more.</summary>
    public void Add(TUpdate update)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_updates.Count > 0 && JobStatus.IsTerminal(statusOf(_updates[^1])))
                return;
            // The percentage never falls, whoever computes it.
            if (_updates.Count > 0)
                setPercent(update, Math.Max(percentOf(update), percentOf(_updates[^1])));
            _updates.Add(update);
            (changed, _changed) = (_changed, New());
        }
        changed.SetResult();
    }

    /// <summary>The updates from the first to the terminal one, as they come.</summary>
    public async IAsyncEnumerable<TUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var next = 0; ; next++)
        {
            TUpdate? update;
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
            if (JobStatus.IsTerminal(statusOf(update)))
                yield break;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
