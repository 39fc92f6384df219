using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama;

/// <summary>A GGUF model loaded to embed text.</summary>
public sealed class LlamaEmbeddingModel : IModel, IEmbedder, ITokenizer, IModelMetrics
{
    /// <summary>What fits in a message with its framing.</summary>
    private const long MostBytes = 50L * 1024 * 1024 - 1024;

    private readonly LoadedWeights _weights;
    private readonly Vocabulary _vocabulary;
    private readonly LlamaContext _context;
    private readonly EmbeddingLoop _loop;
    private readonly EmbeddingInputReader _reader;

    internal LlamaEmbeddingModel(LoadedWeights weights, Vocabulary vocabulary, LlamaContext context, EmbeddingLoop loop)
    {
        _weights = weights;
        _vocabulary = vocabulary;
        _context = context;
        _loop = loop;
        _reader = new EmbeddingInputReader(vocabulary, loop.LongestText);
    }

    /// <inheritdoc/>
    public string Description => _weights.Description;

    /// <inheritdoc/>
    public Device Device => _weights.Device;

    /// <inheritdoc/>
    public int Parallelism => _weights.Settings.Parallel;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Ungated { get; } = ["TokenizeString", "GetMetrics"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory => _weights.Memory;

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
            EmbeddingNorm.Apply(values, _weights.Settings.EmbeddingNorm);
        return new EmbeddingResult { Embeddings = { values } };
    }

    /// <inheritdoc/>
    public Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(Tokenization.Of(request, _vocabulary));

    /// <inheritdoc/>
    public Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new MetricsResponse { PromptTokensProcessed = (int)_loop.Tokens });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _loop.Dispose();
        _weights.Dispose();
        return ValueTask.CompletedTask;
    }
}
