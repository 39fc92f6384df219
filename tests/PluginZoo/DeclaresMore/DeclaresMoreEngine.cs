namespace LocalAI.Plugins.Zoo;

/// <summary>Serves TokenizeString alone, whatever its manifest promises.</summary>
public sealed class DeclaresMoreEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) => new Model(context);

    private sealed class Model(EngineContext context) : ZooModel(context), ITokenizer
    {
        public Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken) =>
            Task.FromResult(new TokenizationResponse());
    }
}
