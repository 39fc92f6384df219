using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Jobs;

/// <summary>The work of a job on a thread of its own: it ends once, whatever becomes of it, and can be stopped until then.</summary>
/// <param name="name">The thread's name.</param>
internal sealed class JobThread(string name) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the job, whatever became of it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins.</summary>
    /// <param name="work">Does all of it; its token is cancelled by <see cref="Stop"/>.</param>
    /// <param name="stopped">Called when it was stopped.</param>
    /// <param name="failed">Called when it failed, with the sentence for users, and with the exception where that was not foreseen.</param>
    public void Start(Action<CancellationToken> work, Action stopped, Action<string, Exception?> failed) =>
        new Thread(() => Run(work, stopped, failed)) { Name = name, IsBackground = true }.Start();

    /// <summary>Cancels the work; nothing happens once it has ended.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!Ended.IsCompleted)
                _stop.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Run(Action<CancellationToken> work, Action stopped, Action<string, Exception?> failed)
    {
        try
        {
            work(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            stopped();
        }
        catch (EngineException e)
        {
            failed(e.Message, null);
        }
        catch (Exception e)
        {
            failed($"The job failed unexpectedly ({e.Message.TrimEnd('.')}); the host's log has the details.", e);
        }
        finally
        {
            lock (_gate)
                _ended.SetResult();
            Dispose();
        }
    }
}
