using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Makes models smaller in jobs.</summary>
public interface IQuantizer : ICapability
{
    /// <summary>Checks the request and starts the job.</summary>
    Task<QuantizationJobResult> StartQuantizationAsync(QuantizationRequest request, CancellationToken cancellationToken);

    /// <summary>Follows a job from its beginning to its terminal status.</summary>
    /// <returns>Updates with a monotonic <c>progress_percent</c> 0..100; the last one names <c>output_file</c>.</returns>
    /// <exception cref="EngineException"><see cref="EngineFailure.NotFound"/> for an unknown job.</exception>
    IAsyncEnumerable<QuantizationProgressUpdate> QuantizationProgressAsync(
        QuantizationProgressRequest request, CancellationToken cancellationToken);

    /// <summary>Stops a job and removes what it had written.</summary>
    Task<Result> StopQuantizationAsync(QuantizationStopRequest request, CancellationToken cancellationToken);
}
