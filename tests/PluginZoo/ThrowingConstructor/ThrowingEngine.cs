namespace LocalAI.Plugins.Zoo;

/// <summary>Fails before it is an engine.</summary>
public sealed class ThrowingEngine : ZooEngine
{
    public ThrowingEngine() => throw new InvalidOperationException("The stars are not right.");

    protected override IModel Load(ModelOptions options, EngineContext context) => new Model(context);

    private sealed class Model(EngineContext context) : ZooModel(context), ITokenizer
    {
        public Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken) =>
            Task.FromResult(new TokenizationResponse());
    }
}
