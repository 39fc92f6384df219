using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama;

/// <summary>What every loaded GGUF model has: weights, a vocabulary, and the thread that works with its context.</summary>
public abstract class LlamaModel : IModel, ITokenizer
{
    private readonly LoadedWeights _weights;
    private readonly ContextThread _thread;

    private protected LlamaModel(LoadedWeights weights, Vocabulary vocabulary, ContextThread thread)
    {
        _weights = weights;
        _thread = thread;
        Vocabulary = vocabulary;
    }

    /// <inheritdoc/>
    public string Description => _weights.Description;

    /// <inheritdoc/>
    public Device Device => _weights.Device;

    /// <inheritdoc/>
    public int Parallelism => _weights.Plan.Sequences;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Ungated { get; } = ["TokenizeString", "GetMetrics", "ModelMetadata"];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ulong> Memory => _weights.Memory;

    /// <summary>The text that a request stands for.</summary>
    private protected virtual string TextOf(PredictOptions request, CancellationToken cancellationToken) => request.Prompt;

    private protected LoadSettings Settings => _weights.Settings;

    private protected Vocabulary Vocabulary { get; }

    /// <inheritdoc/>
    public Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(Tokenization.Of(TextOf(request, cancellationToken), Vocabulary));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _thread.Dispose();
        _weights.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
