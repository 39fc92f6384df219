using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama;

/// <summary>A GGUF model loaded to embed text.</summary>
public sealed class LlamaEmbeddingModel : LlamaModel, IEmbedder, IModelMetrics
{
    /// <summary>What fits in a message with its framing.</summary>
    private const long MostBytes = 50L * 1024 * 1024 - 1024;

    private readonly LlamaContext _context;
    private readonly EmbeddingLoop _loop;
    private readonly EmbeddingInputReader _reader;

    internal LlamaEmbeddingModel(LoadedWeights weights, Vocabulary vocabulary, LlamaContext context, EmbeddingLoop loop)
        : base(weights, vocabulary, loop)
    {
        _context = context;
        _loop = loop;
        _reader = new EmbeddingInputReader(vocabulary, loop.LongestText);
    }

    /// <inheritdoc/>
    public async Task<EmbeddingResult> EmbeddingAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        var tokens = _reader.Read(request);
        var bytes = (long)tokens.Length * _context.EmbeddingLength * sizeof(float);
        if (!_loop.IsPooled && bytes > MostBytes)
        {
            throw new EngineException(EngineFailure.ResourceExhausted,
                $"Without pooling {tokens.Length} tokens give {bytes} bytes, but a message holds {MostBytes}; shorten the text or pool.");
        }

        var values = await _loop.Embed(tokens, cancellationToken).ConfigureAwait(false);
        // Rows of single tokens are raw; only a vector that stands for a text is normalised.
        if (_loop.IsPooled)
            EmbeddingNorm.Apply(values, Settings.EmbeddingNorm);
        return new EmbeddingResult { Embeddings = { values } };
    }

    /// <inheritdoc/>
    public Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new MetricsResponse { PromptTokensProcessed = (int)_loop.Tokens });
}
