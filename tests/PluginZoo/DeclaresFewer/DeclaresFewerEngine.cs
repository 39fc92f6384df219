namespace LocalAI.Plugins.Zoo;

/// <summary>Serves GetMetrics as well, which its manifest does not say.</summary>
public sealed class DeclaresFewerEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new Model(context);

    private sealed class Model(EngineContext context) : ZooModel(context), ITokenizer, IModelMetrics
    {
        public Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken) =>
            Task.FromResult(new TokenizationResponse());

        public Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new MetricsResponse());
    }
}
