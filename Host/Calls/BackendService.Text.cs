using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Text: generation, tokens, vectors, ranking.
internal sealed partial class BackendService
{
    public override Task<Reply> Predict(PredictOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (ITextGenerator generator, PredictOptions request, CancellationToken token) => generator.PredictAsync(request, token));

    public override Task PredictStream(
        PredictOptions request, IServerStreamWriter<Reply> responseStream, ServerCallContext context) =>
        dispatcher.ServerStreamAsync(request, responseStream, context,
            static (ITextGenerator generator, PredictOptions request, CancellationToken token) => generator.PredictStreamAsync(request, token));

    public override Task<TokenizationResponse> TokenizeString(PredictOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (ITokenizer tokenizer, PredictOptions request, CancellationToken token) => tokenizer.TokenizeStringAsync(request, token));

    public override Task<EmbeddingResult> Embedding(PredictOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IEmbedder embedder, PredictOptions request, CancellationToken token) => embedder.EmbeddingAsync(request, token));

    public override Task<RerankResult> Rerank(RerankRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IReranker reranker, RerankRequest request, CancellationToken token) => reranker.RerankAsync(request, token));

    public override Task<MetricsResponse> GetMetrics(MetricsRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IModelMetrics metrics, MetricsRequest request, CancellationToken token) => metrics.GetMetricsAsync(request, token));

    public override Task<ModelMetadataResponse> ModelMetadata(ModelOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(request, context,
            static (IModelDescriber describer, ModelOptions request, CancellationToken token) => describer.ModelMetadataAsync(request, token));
}
