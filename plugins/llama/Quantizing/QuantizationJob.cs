using System.Globalization;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Quantizing;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>A job on a thread of its own, from its start to its terminal status.</summary>
internal sealed class QuantizationJob : IDisposable
{
    /// <summary>The status while a Hugging Face folder becomes GGUF.</summary>
    public const string Converting = "converting";

    /// <summary>The status while the weights get their types.</summary>
    public const string Quantizing = "quantizing";

    private readonly JobThread _thread;
    private readonly JobProgress _progress;
    private readonly ILogger _logger;

    public QuantizationJob(string id, QuantizationSettings settings, ILogger logger)
    {
        Id = id;
        Settings = settings;
        _logger = logger;
        _thread = new JobThread($"quantise {id}");
        _progress = new JobProgress(id, History);
        _progress.Report(JobStatus.Queued, 0, $"{Path.GetFileName(settings.Model)} to {settings.Type.Name}");
    }

    public string Id { get; }

    public QuantizationSettings Settings { get; }

    public JobHistory<QuantizationProgressUpdate> History { get; } = new(
        update => update.Status, update => update.ProgressPercent, (update, percent) => update.ProgressPercent = percent);

    /// <summary>Ends with the job, whatever became of it.</summary>
    public Task Ended => _thread.Ended;

    /// <summary>Begins, as soon as the jobs before it have ended.</summary>
    public void Start(SemaphoreSlim turn, DiskSpace disk, Action prepare) =>
        _thread.Start(stop => Work(turn, disk, prepare, stop), Stopped, Failed);

    /// <summary>Ends the job before the next rows of a tensor.</summary>
    public void Stop() => _thread.Stop();

    /// <inheritdoc/>
    public void Dispose() => _thread.Dispose();

    private void Work(SemaphoreSlim turn, DiskSpace disk, Action prepare, CancellationToken stop)
    {
        turn.Wait(stop);
        try
        {
            prepare();
            Complete(new QuantizationWork(Settings, disk, Report, stop).Run());
        }
        finally
        {
            turn.Release();
        }
        Log.Completed(_logger, Id, Settings.OutputFile);
    }

    private void Stopped()
    {
        Log.Stopped(_logger, Id);
        _progress.End(JobStatus.Stopped, "stopped; what was written is removed");
    }

    private void Failed(string message, Exception? unforeseen)
    {
        if (unforeseen is null)
            Log.Refused(_logger, Id, message);
        else
            Log.Failed(_logger, unforeseen, Id);
        _progress.End(JobStatus.Failed, message);
    }

    private void Report(QuantizationPhase phase, double share, string message) =>
        _progress.Report(phase == QuantizationPhase.Converting ? Converting : Quantizing, share, message);

    private void Complete(QuantizationOutput output) =>
        _progress.Complete(Settings.OutputFile, output.FileBytes, string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(Settings.OutputFile)}: {output.SourceBytes / 1048576.0:0.0} MiB of weights became "
            + $"{output.WeightBytes / 1048576.0:0.0} MiB"));
}
