using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Quantizing;

/// <summary>Holds the jobs. One works at a time, with its threads; the others wait their turn.</summary>
/// <param name="pluginFolder">Where the native libraries are.</param>
/// <param name="logger">Where jobs say what becomes of them.</param>
/// <param name="disk">The disks that are written to.</param>
internal sealed class Quantizer(string pluginFolder, ILogger logger, DiskSpace disk) : IQuantizer, IDisposable
{
    /// <summary>Jobs that are remembered, so that their history can still be read.</summary>
    public const int MostJobs = 64;

    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    // In the order of their starts.
    private readonly List<QuantizationJob> _jobs = [];
    private PosixSignalRegistration? _signal;

    /// <inheritdoc/>
    public Task<QuantizationJobResult> StartQuantizationAsync(QuantizationRequest request, CancellationToken cancellationToken) =>
        Task.Run(() => Start(request), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<QuantizationProgressUpdate> QuantizationProgressAsync(
        QuantizationProgressRequest request, CancellationToken cancellationToken) =>
        (Find(request.JobId) ?? throw new EngineException(EngineFailure.NotFound, $"Job {request.JobId} not found"))
            .History.FollowAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Result> StopQuantizationAsync(QuantizationStopRequest request, CancellationToken cancellationToken)
    {
        if (Find(request.JobId) is not { } job)
            return new Result { Message = $"Job {request.JobId} not found" };
        job.Stop();
        await job.Ended.WaitAsync(cancellationToken);
        return new Result { Success = true, Message = $"Job {job.Id} is {job.History.Status}" };
    }

    /// <summary>Stops all jobs and waits a moment until what they wrote is removed.</summary>
    public void StopAll()
    {
        QuantizationJob[] jobs;
        lock (_gate)
            jobs = [.. _jobs];
        foreach (var job in jobs)
            job.Stop();
        Task.WaitAll([.. jobs.Select(job => job.Ended)], EndWithin);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopAll();
        _signal?.Dispose();
    }

    private QuantizationJobResult Start(QuantizationRequest request)
    {
        var id = request.JobId.Length > 0 ? request.JobId : Guid.NewGuid().ToString();
        // A reason that is no protocol fault comes with OK: LocalAI shows the message.
        var refusal = new QuantizationJobResult { JobId = id };
        try
        {
            if (Find(id) is not null)
                throw Exists(id);
            var settings = QuantizationRequestReader.Read(request);
            PartialFile.Probe(settings.OutputFolder);
            var job = new QuantizationJob(id, settings, logger);
            Add(job);
            Log.Started(logger, id, settings.Model, settings.Type.Name, settings.Threads);
            job.Start(_turn, disk, () =>
            {
                NativeLibraries.Load(pluginFolder);
                NativeLog.Logger = logger;
            });
            return new QuantizationJobResult { JobId = id, Success = true, Message = "Quantization job started" };
        }
        catch (EngineException e)
        {
            refusal.Message = e.Message;
            return refusal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            refusal.Message = $"The job cannot start ({e.Message.TrimEnd('.')}); check model and output_dir.";
            return refusal;
        }
    }

    private void Add(QuantizationJob job)
    {
        lock (_gate)
        {
            if (_jobs.Any(other => other.Id == job.Id))
                throw Exists(job.Id);
            if (_jobs.FirstOrDefault(other => !other.History.Ended && WritesSame(other, job)) is { } writer)
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"Job {writer.Id} is writing {job.Settings.OutputFile}; wait for it, or choose another output_dir.");
            }
            if (_jobs.Count == MostJobs)
            {
                var oldest = _jobs.Find(other => other.History.Ended) ?? throw new EngineException(EngineFailure.ResourceExhausted,
                    $"{MostJobs} jobs are waiting already; try again when one has ended.");
                _jobs.Remove(oldest);
            }
            _jobs.Add(job);
            // A job is no call, so the host's end does not wait for it: it ends with the signal, and its followers hear so.
            _signal ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => StopAll());
        }
    }

    private QuantizationJob? Find(string id)
    {
        lock (_gate)
            return _jobs.Find(job => job.Id == id);
    }

    private static bool WritesSame(QuantizationJob one, QuantizationJob other) =>
        QuantizationRequestReader.Real(one.Settings.OutputFile) == QuantizationRequestReader.Real(other.Settings.OutputFile);

    private static EngineException Exists(string id) => new(EngineFailure.InvalidInput, $"Job {id} already exists");
}
