using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Trainer.Requests;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>A training on a thread of its own, from its start to its terminal status.</summary>
internal sealed class FineTuneJob : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger _logger;

    // Whether a training that is stopped writes a checkpoint first.
    private volatile bool _saves;

    public FineTuneJob(string id, FineTuneSettings settings, ILogger logger)
    {
        Id = id;
        Settings = settings;
        _logger = logger;
        Progress = new FineTuneProgress(id, settings.Training.Epochs);
        Progress.Begin(FineTuneStatus.LoadingModel, $"Loading {Path.GetFileName(settings.Model)}");
    }

    public string Id { get; }

    public FineTuneSettings Settings { get; }

    public FineTuneProgress Progress { get; }

    /// <summary>Ends with the job, whatever became of it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins.</summary>
    /// <param name="device">Where it computes.</param>
    public void Start(Device device) =>
        new Thread(() => Run(device)) { Name = $"train {Id}", IsBackground = true }.Start();

    /// <summary>Ends the job before the next pass.</summary>
    /// <param name="saves">Whether it writes a checkpoint of the steps that it took.</param>
    public void Stop(bool saves)
    {
        lock (_gate)
        {
            if (Ended.IsCompleted)
                return;
            _saves |= saves;
            _stop.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Run(Device device)
    {
        try
        {
            new FineTuneWork(Settings, device, Progress, () => _saves, _stop.Token).Run();
            Log.Completed(_logger, Id, Progress.Checkpoint);
            Progress.Complete();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Log.Stopped(_logger, Id, Progress.Checkpoint);
            Progress.End(JobStatus.Stopped, Progress.Checkpoint.Length > 0
                ? $"Stopped; the last checkpoint is {Progress.Checkpoint}" : "Stopped before there was a checkpoint");
        }
        catch (EngineException e)
        {
            Log.Refused(_logger, Id, e.Message);
            Progress.End(JobStatus.Failed, e.Message);
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e, Id);
            Progress.End(JobStatus.Failed, $"The job failed unexpectedly ({e.Message.TrimEnd('.')}); the host's log has the details.");
        }
        finally
        {
            lock (_gate)
                _ended.SetResult();
            Dispose();
        }
    }
}
