using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Group commit: while one flush runs, others' writes gather, and the next flush is for all of them. What was flushed is shown to
/// readers and then answered.
/// </summary>
/// <param name="flush">Brings all that was written to the disk.</param>
/// <param name="show">Shows readers a snapshot.</param>
/// <param name="failed">Hears why a flush failed, and gives what to answer instead.</param>
internal sealed class FlushQueue(Action flush, Func<Snapshot, Task> show, Func<Exception, Exception> failed)
{
    private readonly Lock _lock = new();
    private List<(Snapshot Snapshot, TaskCompletionSource Answer)> _waiting = [];
    private Task _run = Task.CompletedTask;
    private bool _running;

    /// <summary>Ends when what is written is on the disk and shown. The one writer calls this, in the order of its changes.</summary>
    /// <param name="snapshot">The rows with what was written.</param>
    public Task Enqueue(Snapshot snapshot)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((snapshot, answer));
            if (!_running)
            {
                _running = true;
                _run = Task.Run(RunAsync);
            }
        }
        return answer.Task;
    }

    /// <summary>Ends when nobody waits any more.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
            return _run;
    }

    private async Task RunAsync()
    {
        while (Take() is { } group)
        {
            try
            {
                flush();
                await show(group[^1].Snapshot);
            }
            catch (Exception e)
            {
                var reason = failed(e);
                foreach (var (_, answer) in group)
                    answer.SetException(reason);
                continue;
            }
            foreach (var (_, answer) in group)
                answer.SetResult();
        }
    }

    private List<(Snapshot Snapshot, TaskCompletionSource Answer)>? Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _running = false;
                return null;
            }
            var group = _waiting;
            _waiting = [];
            return group;
        }
    }
}
