using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Reranking;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama;

/// <summary>A GGUF model loaded to score documents against a query.</summary>
public sealed class LlamaRerankModel : LlamaModel, IReranker, IModelMetrics
{
    private readonly EmbeddingLoop _loop;
    private readonly RerankRequestReader _reader;

    internal LlamaRerankModel(LoadedWeights weights, Vocabulary vocabulary, EmbeddingLoop loop) : base(weights, vocabulary, loop)
    {
        _loop = loop;
        _reader = new RerankRequestReader(new RerankPrompt(weights.Handle, vocabulary), vocabulary, loop.LongestText);
    }

    /// <inheritdoc/>
    public async Task<RerankResult> RerankAsync(RerankRequest request, CancellationToken cancellationToken)
    {
        RerankRequestReader.Check(request);
        // Of equal documents one is scored: their scores would differ in the last digit, by their places in the batch.
        var scored = new Dictionary<string, RerankScore>(StringComparer.Ordinal);
        // As many as a step can take are handed in at once, so that other calls have their turn between them.
        foreach (var pairs in _reader.Pairs(request).Chunk(_loop.Sequences))
        {
            var values = await _loop.EmbedTogether(pairs.Select(pair => pair.Tokens), cancellationToken).ConfigureAwait(false);
            foreach (var (pair, value) in pairs.Zip(values))
                scored[request.Documents[pair.Index]] = new RerankScore(value[0], pair.Tokens.Length);
        }
        if (scored.Values.Any(score => !float.IsFinite(score.Value)))
            throw new EngineException(EngineFailure.Internal, "The model computed no finite score; its weights are damaged.");
        return RerankOrder.Of(request, [.. request.Documents.Select(document => scored[document])]);
    }

    /// <inheritdoc/>
    public Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new MetricsResponse { PromptTokensProcessed = (int)_loop.Tokens });
}
