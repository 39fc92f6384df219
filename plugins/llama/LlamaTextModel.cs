using System.Runtime.CompilerServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.PromptCache;
using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama;

/// <summary>A GGUF model that generates text.</summary>
public sealed class LlamaTextModel : LlamaModel, ITextGenerator, IModelMetrics, IModelDescriber
{
    private readonly DecodeLoop _loop;
    private readonly Conversations _conversations;
    private readonly GenerationRequestReader _reader;
    private readonly PromptSessions _sessions;

    internal LlamaTextModel(LoadedWeights weights, Vocabulary vocabulary, DecodeLoop loop, Conversations conversations,
        GenerationRequestReader reader, PromptSessions sessions)
        : base(weights, vocabulary, loop)
    {
        _loop = loop;
        _conversations = conversations;
        _reader = reader;
        _sessions = sessions;
    }

    /// <inheritdoc/>
    public async Task<Reply> PredictAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        var (generation, replies) = Begin(request, cancellationToken);
        var text = new MemoryStream();
        var logprobs = new List<TokenLogprob>();
        await foreach (var chunk in generation.ReadAsync())
        {
            text.Write(chunk.Text);
            logprobs.AddRange(chunk.Logprobs);
        }

        await _sessions.SaveAsync(generation).ConfigureAwait(false);
        return ReplyWriter.Counted(replies.Whole(text.ToArray(), logprobs), generation);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Reply> PredictStreamAsync(
        PredictOptions request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (generation, replies) = Begin(request, cancellationToken);
        await foreach (var chunk in generation.ReadAsync())
        {
            if (replies.Write(chunk) is { } reply)
                yield return reply;
        }
        if (replies.Flush() is { } rest)
            yield return rest;
        await _sessions.SaveAsync(generation).ConfigureAwait(false);
        yield return ReplyWriter.Counted(new Reply(), generation);
    }

    /// <inheritdoc/>
    public Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new MetricsResponse
        {
            TokensPerSecond = (float)_loop.Throughput.TokensPerSecond,
            TokensGenerated = (int)_loop.Throughput.GeneratedTokens,
            PromptTokensProcessed = (int)_loop.Throughput.PromptTokens,
            PromptJsonForSlot = DraftJson.Write(_loop.Throughput),
        });

    /// <inheritdoc/>
    public Task<ModelMetadataResponse> ModelMetadataAsync(ModelOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(_conversations.Metadata);

    private protected override string TextOf(PredictOptions request, CancellationToken cancellationToken) =>
        Rendered(request, cancellationToken)?.Text ?? request.Prompt;

    private (Generation Generation, ReplyWriter Replies) Begin(PredictOptions request, CancellationToken cancellationToken)
    {
        Media.Refuse(request);
        var chat = Rendered(request, cancellationToken);
        var read = _reader.Read(request, chat);
        if (_sessions.Open(request) is { } session)
            read = read with { Session = session, ReusePrefix = true };
        return (_loop.Submit(read, cancellationToken), new ReplyWriter(Vocabulary, chat?.CreateParser()));
    }

    private ChatPrompt? Rendered(PredictOptions request, CancellationToken cancellationToken) =>
        Conversations.IsWanted(request) ? _conversations.Read(request, cancellationToken) : null;
}
