using System.Runtime.CompilerServices;
using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.PromptCache;
using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama;

/// <summary>A GGUF model that generates text.</summary>
public sealed class LlamaTextModel : LlamaModel, ITextGenerator, IModelMetrics
{
    private readonly DecodeLoop _loop;
    private readonly GenerationRequestReader _reader;
    private readonly PromptSessions _sessions;

    internal LlamaTextModel(
        LoadedWeights weights, Vocabulary vocabulary, DecodeLoop loop, GenerationRequestReader reader, PromptSessions sessions)
        : base(weights, vocabulary, loop)
    {
        _loop = loop;
        _reader = reader;
        _sessions = sessions;
    }

    /// <inheritdoc/>
    public async Task<Reply> PredictAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        var generation = Submit(request, cancellationToken);
        var text = new MemoryStream();
        var logprobs = new List<TokenLogprob>();
        await foreach (var chunk in generation.ReadAsync())
        {
            text.Write(chunk.Text);
            logprobs.AddRange(chunk.Logprobs);
        }

        await _sessions.SaveAsync(generation).ConfigureAwait(false);
        var reply = Counted(generation);
        AddText(reply, text.ToArray(), logprobs);
        return reply;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Reply> PredictStreamAsync(
        PredictOptions request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var generation = Submit(request, cancellationToken);
        await foreach (var chunk in generation.ReadAsync())
        {
            var reply = new Reply();
            AddText(reply, chunk.Text, chunk.Logprobs);
            yield return reply;
        }
        await _sessions.SaveAsync(generation).ConfigureAwait(false);
        yield return Counted(generation);
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

    private Generation Submit(PredictOptions request, CancellationToken cancellationToken)
    {
        var read = _reader.Read(request);
        if (_sessions.Open(request) is { } session)
            read = read with { Session = session, ReusePrefix = true };
        return _loop.Submit(read, cancellationToken);
    }

    private static Reply Counted(Generation generation) => new()
    {
        Tokens = generation.Generated,
        PromptTokens = generation.Request.Prompt.Length,
        TimingPromptProcessing = generation.PromptTime.TotalMilliseconds,
        TimingTokenGeneration = generation.GenerationTime.TotalMilliseconds,
    };

    /// <summary>LocalAI loses content that stands in only one of the two places.</summary>
    private void AddText(Reply reply, byte[] text, IReadOnlyList<TokenLogprob> logprobs)
    {
        if (text.Length == 0)
            return;
        reply.Message = UnsafeByteOperations.UnsafeWrap(text);
        reply.ChatDeltas.Add(new ChatDelta { Content = reply.Message.ToStringUtf8() });
        if (logprobs.Count > 0)
            reply.Logprobs = LogprobsJson.Write(logprobs, Vocabulary);
    }
}
