using System.Globalization;
using LocalAI.Plugins.Abstractions;
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

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly JobProgress _progress;
    private readonly ILogger _logger;

    public QuantizationJob(string id, QuantizationSettings settings, ILogger logger)
    {
        Id = id;
        Settings = settings;
        _logger = logger;
        _progress = new JobProgress(id, History);
        _progress.Report(JobStatus.Queued, 0, $"{Path.GetFileName(settings.Model)} to {settings.Type.Name}");
    }

    public string Id { get; }

    public QuantizationSettings Settings { get; }

    public JobHistory<QuantizationProgressUpdate> History { get; } = new(
        update => update.Status, update => update.ProgressPercent, (update, percent) => update.ProgressPercent = percent);

    /// <summary>Ends with the job, whatever became of it.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins, as soon as the jobs before it have ended.</summary>
    public void Start(SemaphoreSlim turn, DiskSpace disk, Action prepare) =>
        new Thread(() => Run(turn, disk, prepare)) { Name = $"quantise {Id}", IsBackground = true }.Start();

    /// <summary>Ends the job before the next rows of a tensor.</summary>
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

    private void Run(SemaphoreSlim turn, DiskSpace disk, Action prepare)
    {
        try
        {
            turn.Wait(_stop.Token);
            try
            {
                prepare();
                Complete(new QuantizationWork(Settings, disk, Report, _stop.Token).Run());
            }
            finally
            {
                turn.Release();
            }
            Log.Completed(_logger, Id, Settings.OutputFile);
        }
        catch (OperationCanceledException)
        {
            Log.Stopped(_logger, Id);
            _progress.End(JobStatus.Stopped, "stopped; what was written is removed");
        }
        catch (EngineException e)
        {
            Log.Refused(_logger, Id, e.Message);
            _progress.End(JobStatus.Failed, e.Message);
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e, Id);
            _progress.End(JobStatus.Failed, $"The job failed unexpectedly ({e.Message.TrimEnd('.')}); the host's log has the details.");
        }
        finally
        {
            lock (_gate)
                _ended.SetResult();
            Dispose();
        }
    }

    private void Report(QuantizationPhase phase, double share, string message) =>
        _progress.Report(phase == QuantizationPhase.Converting ? Converting : Quantizing, share, message);

    private void Complete(QuantizationOutput output) =>
        _progress.Complete(Settings.OutputFile, output.FileBytes, string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(Settings.OutputFile)}: {output.SourceBytes / 1048576.0:0.0} MiB of weights became "
            + $"{output.WeightBytes / 1048576.0:0.0} MiB"));
}
