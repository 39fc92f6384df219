namespace LocalAI.Plugins.Zoo;

/// <summary>Returns a model for both RPCs, or one for TokenizeString alone.</summary>
public sealed class PartialModelEngine : ZooEngine
{
    protected override IModel Load(ModelOptions options, EngineContext context) =>
        options.Model == "whole-model" ? new WholeModel(context) : new TokenizerModel(context);

    private class TokenizerModel(EngineContext context) : ZooModel(context), ITokenizer
    {
        public Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken) =>
            Task.FromResult(new TokenizationResponse { Length = request.Prompt.Length });
    }

    private sealed class WholeModel(EngineContext context) : TokenizerModel(context), IEmbedder
    {
        public Task<EmbeddingResult> EmbeddingAsync(PredictOptions request, CancellationToken cancellationToken) =>
            Task.FromResult(new EmbeddingResult { Embeddings = { request.Embeddings.Length } });
    }
}
