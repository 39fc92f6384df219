using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Trains models in jobs.</summary>
public interface IFineTuner : ICapability
{
    /// <summary>Checks the request and starts the job.</summary>
    Task<FineTuneJobResult> StartFineTuneAsync(FineTuneRequest request, CancellationToken cancellationToken);

    /// <summary>Follows a job from its beginning to its terminal status.</summary>
    /// <returns>Updates with a monotonic <c>progress_percent</c> 0..100 and <c>eta_seconds</c> in seconds.</returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.NotFound"/> for an unknown job.</exception>
    IAsyncEnumerable<FineTuneProgressUpdate> FineTuneProgressAsync(
        FineTuneProgressRequest request, CancellationToken cancellationToken);

    /// <summary>Stops a job, after a checkpoint when asked.</summary>
    Task<Result> StopFineTuneAsync(FineTuneStopRequest request, CancellationToken cancellationToken);

    /// <summary>Lists the checkpoints under <c>output_dir</c>; a missing folder is an empty list.</summary>
    Task<ListCheckpointsResponse> ListCheckpointsAsync(ListCheckpointsRequest request, CancellationToken cancellationToken);

    /// <summary>Writes a checkpoint in another format into <c>output_path</c>.</summary>
    Task<Result> ExportModelAsync(ExportModelRequest request, CancellationToken cancellationToken);
}
