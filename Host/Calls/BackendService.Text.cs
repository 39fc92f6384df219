using Grpc.Core;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Calls;

// Text: generation, tokens, vectors, ranking.
internal sealed partial class BackendService
{
    public override Task<Reply> Predict(PredictOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ITextGenerator generator, CancellationToken token) =>
            generator.PredictAsync(request, token));

    public override Task PredictStream(
        PredictOptions request, IServerStreamWriter<Reply> responseStream, ServerCallContext context) =>
        dispatcher.StreamAsync(responseStream, context, (ITextGenerator generator, CancellationToken token) =>
            generator.PredictStreamAsync(request, token));

    public override Task<TokenizationResponse> TokenizeString(PredictOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (ITokenizer tokenizer, CancellationToken token) =>
            tokenizer.TokenizeStringAsync(request, token));

    public override Task<EmbeddingResult> Embedding(PredictOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IEmbedder embedder, CancellationToken token) => embedder.EmbeddingAsync(request, token));

    public override Task<RerankResult> Rerank(RerankRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IReranker reranker, CancellationToken token) => reranker.RerankAsync(request, token));

    public override Task<MetricsResponse> GetMetrics(MetricsRequest request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IModelMetrics metrics, CancellationToken token) =>
            metrics.GetMetricsAsync(request, token));

    public override Task<ModelMetadataResponse> ModelMetadata(ModelOptions request, ServerCallContext context) =>
        dispatcher.UnaryAsync(context, (IModelDescriber describer, CancellationToken token) =>
            describer.ModelMetadataAsync(request, token));
}
