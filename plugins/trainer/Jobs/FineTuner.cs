using System.Globalization;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Requests;
using LocalAI.Plugins.Trainer.Checkpoints;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Requests;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Trainer.Jobs;

/// <summary>Holds the jobs, of which one trains at a time, and makes models of what they leave.</summary>
/// <param name="pluginFolder">Where the native libraries are.</param>
/// <param name="logger">Where jobs say what becomes of them.</param>
internal sealed class FineTuner(string pluginFolder, ILogger logger) : IFineTuner, IDisposable
{
    /// <summary>Jobs that are remembered, so that their history can still be read.</summary>
    private const int MostJobs = 16;

    /// <summary>Longest id of a job, in characters.</summary>
    private const int LongestJobId = 256;

    /// <summary>What a stop waits for at most; the host ends itself 13 s after its signal.</summary>
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(11);

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private static readonly PosixSignal[] Ends = [PosixSignal.SIGTERM, PosixSignal.SIGINT];

    private readonly Lock _gate = new();
    // In the order of their starts.
    private readonly List<FineTuneJob> _jobs = [];
    private PosixSignalRegistration[] _signals = [];

    /// <summary>Where jobs compute; what the last LoadModel chose.</summary>
    public Device Device { get; set; } = Device.Cpu;

    /// <inheritdoc/>
    public Task<FineTuneJobResult> StartFineTuneAsync(FineTuneRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => Start(request), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<FineTuneProgressUpdate> FineTuneProgressAsync(
        FineTuneProgressRequest request, CancellationToken cancellationToken)
    {
        var job = Find(request.JobId) ?? throw new EngineException(EngineFailure.NotFound, $"Job {request.JobId} not found");
        return Heartbeat.BeatAsync(job.Progress.History.FollowAsync(cancellationToken), Silence, TimeProvider.System, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Result> StopFineTuneAsync(FineTuneStopRequest request, CancellationToken cancellationToken)
    {
        if (Find(request.JobId) is not { } job)
            return new Result { Message = $"Job {request.JobId} not found" };
        job.Stop(request.SaveCheckpoint);
        await job.Ended.WaitAsync(cancellationToken);
        var checkpoint = job.Progress.Checkpoint.Length > 0 ? $"; its last checkpoint is {job.Progress.Checkpoint}" : "";
        return new Result { Success = true, Message = $"Job {job.Id} is {job.Progress.History.Status}{checkpoint}" };
    }

    /// <inheritdoc/>
    public Task<ListCheckpointsResponse> ListCheckpointsAsync(ListCheckpointsRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => List(request), cancellationToken);

    /// <inheritdoc/>
    public Task<Result> ExportModelAsync(ExportModelRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => Export(request, cancellationToken), cancellationToken);

    /// <summary>Stops all jobs, which leave checkpoints, and waits for them a while.</summary>
    public void StopAll()
    {
        FineTuneJob[] jobs;
        lock (_gate)
            jobs = [.. _jobs];
        foreach (var job in jobs)
            job.Stop(saves: true);
        Task.WaitAll([.. jobs.Select(job => job.Ended)], EndWithin);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopAll();
        foreach (var signal in _signals)
            signal.Dispose();
    }

    private FineTuneJobResult Start(FineTuneRequest request)
    {
        // A reason that is no protocol fault comes with OK: LocalAI shows the message.
        try
        {
            var id = request.JobId.Length > 0 ? request.JobId : Guid.NewGuid().ToString();
            if (id.Length > LongestJobId || id.Any(char.IsControl) || id != Path.GetFileName(id))
                throw Refuse($"job_id has {id.Length:N0} characters; use at most {LongestJobId}, none of them for control or a path.");
            if (Training is not null)
                throw Running();
            var settings = new FineTuneRequestReader(Environment.GetEnvironmentVariable).Read(request, id);
            PartialFile.Probe(settings.OutputFolder);
            var job = new FineTuneJob(id, settings, logger);
            Add(job);
            Log.Started(logger, id, settings.Model, request.TrainingMethod, settings.Threads);
            job.Start(Device);
            return new FineTuneJobResult { JobId = id, Success = true, Message = "Fine-tuning job started" };
        }
        catch (EngineException e)
        {
            return new FineTuneJobResult { Message = e.Message };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FineTuneJobResult
            {
                Message = $"The job cannot start ({e.Message.TrimEnd('.')}); check model, dataset_source and output_dir.",
            };
        }
    }

    private static ListCheckpointsResponse List(ListCheckpointsRequest request)
    {
        var folder = RequestPath.Full("output_dir", request.OutputDir, "the folder with the checkpoints");
        var response = new ListCheckpointsResponse();
        response.Checkpoints.AddRange(CheckpointList.Read(folder).Select(found => new Protocol.CheckpointInfo
        {
            Path = found.Folder,
            Step = found.Step,
            Epoch = (float)found.Epoch,
            Loss = (float)found.Loss,
            CreatedAt = found.Time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        }));
        return response;
    }

    private Result Export(ExportModelRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var settings = ExportSettings.Read(request, Environment.GetEnvironmentVariable);
            new ExportWork(settings, pluginFolder, cancellationToken).Run();
            Log.Exported(logger, settings.Checkpoint, request.ExportFormat, settings.Folder);
            return new Result { Success = true, Message = $"Model exported to {request.OutputPath}" };
        }
        catch (EngineException e)
        {
            return new Result { Message = e.Message };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Log.ExportFailed(logger, e, request.CheckpointPath);
            return new Result
            {
                Message = $"The export failed ({e.Message.TrimEnd('.')}); check checkpoint_path and output_path.",
            };
        }
    }

    private FineTuneJob? Training
    {
        get
        {
            lock (_gate)
                return _jobs.Find(job => !job.Progress.History.Ended);
        }
    }

    private void Add(FineTuneJob job)
    {
        lock (_gate)
        {
            if (_jobs.Any(other => !other.Progress.History.Ended))
                throw Running();
            if (_jobs.Any(other => other.Id == job.Id))
                throw Refuse($"Job {job.Id} already exists; give another job_id.");
            if (_jobs.Count == MostJobs)
                _jobs.RemoveAt(0);
            _jobs.Add(job);
            // A job is no call, so the host's end does not wait for it: it ends with the signal, and its followers hear so.
            if (_signals.Length == 0)
                _signals = [.. Ends.Select(signal => PosixSignalRegistration.Create(signal, _ => StopAll()))];
        }
    }

    private FineTuneJob? Find(string id)
    {
        lock (_gate)
            return _jobs.Find(job => job.Id == id);
    }

    private static EngineException Running() => Refuse("A fine-tuning job is already running");

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
