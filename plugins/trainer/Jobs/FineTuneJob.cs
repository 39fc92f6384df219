using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Trainer.Requests;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>A training on a thread of its own, from its start to its terminal status.</summary>
internal sealed class FineTuneJob : IDisposable
{
    private readonly JobThread _thread;
    private readonly ILogger _logger;

    // Whether a training that is stopped writes a checkpoint first.
    private volatile bool _saves;

    public FineTuneJob(string id, FineTuneSettings settings, ILogger logger)
    {
        Id = id;
        Settings = settings;
        _logger = logger;
        _thread = new JobThread($"train {id}");
        Progress = new FineTuneProgress(id, settings.Training.Epochs);
        Progress.Begin(FineTuneStatus.LoadingModel, $"Loading {Path.GetFileName(settings.Model)}");
    }

    public string Id { get; }

    public FineTuneSettings Settings { get; }

    public FineTuneProgress Progress { get; }

    /// <summary>Ends with the job, whatever became of it.</summary>
    public Task Ended => _thread.Ended;

    /// <summary>Begins.</summary>
    /// <param name="device">Where it computes.</param>
    public void Start(Device device) => _thread.Start(stop => Work(device, stop), Stopped, Failed);

    /// <summary>Ends the job before the next pass.</summary>
    /// <param name="saves">Whether it writes a checkpoint of the steps that it took.</param>
    public void Stop(bool saves)
    {
        if (saves)
            _saves = true;
        _thread.Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => _thread.Dispose();

    private void Work(Device device, CancellationToken stop)
    {
        new FineTuneWork(Settings, device, Progress, () => _saves, stop).Run();
        Log.Completed(_logger, Id, Progress.Checkpoint);
        Progress.Complete();
    }

    private void Stopped()
    {
        Log.Stopped(_logger, Id, Progress.Checkpoint);
        Progress.End(JobStatus.Stopped, Progress.Checkpoint.Length > 0
            ? $"Stopped; the last checkpoint is {Progress.Checkpoint}" : "Stopped before there was a checkpoint");
    }

    private void Failed(string message, Exception? unforeseen)
    {
        if (unforeseen is null)
            Log.Refused(_logger, Id, message);
        else
            Log.Failed(_logger, unforeseen, Id);
        Progress.End(JobStatus.Failed, message);
    }
}
