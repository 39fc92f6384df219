using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Group commit: a flush begins as soon as something is written, others' writes gather meanwhile, and the next flush is for all of
/// them. What was flushed is shown to readers and then answered.
/// </summary>
/// <param name="flush">Brings all that was written to the disk.</param>
/// <param name="table">Shows readers what was flushed.</param>
/// <param name="writer">Held by who changes the table.</param>
/// <param name="failed">Hears why a flush failed, and gives what to answer instead.</param>
internal sealed class FlushQueue(Action flush, RowTable table, SemaphoreSlim writer, Func<Exception, Exception> failed)
{
    private readonly Lock _lock = new();
    private readonly List<Waiter> _waiting = [];
    private Task _run = Task.CompletedTask;
    private bool _running;
    private long _written;
    private long _flushed;

    /// <summary>Hears that something was written.</summary>
    /// <param name="begin">Whether to flush it at once, while the writer goes on with the change.</param>
    public void Written(bool begin)
    {
        lock (_lock)
        {
            _written++;
            if (begin)
                Begin();
        }
    }

    /// <summary>Ends when all that was written is on the disk and shown. The writer calls this, in the order of its changes.</summary>
    /// <param name="snapshot">The rows with what was written.</param>
    public Task Enqueue(Snapshot snapshot)
    {
        lock (_lock)
        {
            if (_flushed == _written && _waiting.Count == 0)
            {
                table.Publish(snapshot);
                return Task.CompletedTask;
            }
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add(new Waiter(_written, snapshot, answer));
            Begin();
            return answer.Task;
        }
    }

    /// <summary>Ends when nobody waits any more.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
            return _run;
    }

    private void Begin()
    {
        if (_running)
            return;
        _running = true;
        _run = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (Next() is var target and >= 0)
        {
            List<Waiter> group = [];
            try
            {
                if (target > _flushed)
                    flush();
                group = Flushed(target);
                if (group.Count > 0)
                    await ShowAsync(group[^1].Snapshot);
            }
            catch (Exception e)
            {
                End(group, failed(e));
                return;
            }
            foreach (var waiter in group)
                waiter.Answer.SetResult();
        }
    }

    // What is written when a flush begins is what it brings to the disk.
    private long Next()
    {
        lock (_lock)
        {
            _running = _flushed < _written || _waiting.Count > 0;
            return _running ? _written : -1;
        }
    }

    private List<Waiter> Flushed(long target)
    {
        lock (_lock)
        {
            _flushed = Math.Max(_flushed, target);
            var count = _waiting.FindIndex(waiter => waiter.Written > _flushed) is >= 0 and var first ? first : _waiting.Count;
            var group = _waiting.GetRange(0, count);
            _waiting.RemoveRange(0, count);
            return group;
        }
    }

    private async Task ShowAsync(Snapshot snapshot)
    {
        await writer.WaitAsync();
        try
        {
            table.Publish(snapshot);
        }
        finally
        {
            writer.Release();
        }
    }

    private void End(List<Waiter> group, Exception reason)
    {
        lock (_lock)
        {
            group.AddRange(_waiting);
            _waiting.Clear();
            _running = false;
        }
        foreach (var waiter in group)
            waiter.Answer.SetException(reason);
    }

    /// <param name="Written">How many writes must be on the disk.</param>
    /// <param name="Snapshot">The rows after them.</param>
    /// <param name="Answer">Ends when they are shown.</param>
    private sealed record Waiter(long Written, Snapshot Snapshot, TaskCompletionSource Answer);
}
