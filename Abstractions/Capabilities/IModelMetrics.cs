using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Tells how fast the model works.</summary>
public interface IModelMetrics : ICapability
{
    /// <summary>Reads the counters.</summary>
    /// <returns><c>tokens_per_second</c> of generation, and the totals since the model was loaded.</returns>
    Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken);
}
