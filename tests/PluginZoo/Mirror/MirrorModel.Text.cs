using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace LocalAI.Plugins.Zoo;

internal sealed partial class MirrorModel : ITextGenerator, ITokenizer, IEmbedder, IReranker, IModelMetrics, IModelDescriber
{
    /// <summary>Echoes the prompt, or answers with <c>Tokens</c> letters.</summary>
    public async Task<Reply> PredictAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        await Cancellations.WaitIfEndlessAsync(request.Prompt, "Predict", cancellationToken);
        if (request.Prompt == "fail")
            throw new EngineException(EngineFailure.InvalidInput, "Prompt is 'fail'; the mirror does not like it.");
        if (request.Prompt == "crash")
            throw new InvalidOperationException("The mirror is broken.");
        return new Reply
        {
            Message = ByteString.CopyFromUtf8(request.Tokens > 0 ? new string('x', request.Tokens) : request.Prompt),
            PromptTokens = request.Prompt.Length,
        };
    }

    /// <summary>Echoes the prompt word by word.</summary>
    public async IAsyncEnumerable<Reply> PredictStreamAsync(
        PredictOptions request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var words = request.Prompt.Split(' ');
        foreach (var word in words)
            yield return new Reply { Message = ByteString.CopyFromUtf8(word) };
        await Cancellations.WaitIfEndlessAsync(request.Prompt, "PredictStream", cancellationToken);
        if (request.Prompt == "fail")
            throw new EngineException(EngineFailure.Internal, "The mirror broke in the middle of the stream.");
        yield return new Reply { Tokens = words.Length };
    }

    /// <summary>Counts the prompt's characters; <c>cancelled RPC</c> waits until a call of that RPC noticed it.</summary>
    public async Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken cancellationToken)
    {
        if (request.Prompt.StartsWith("cancelled ", StringComparison.Ordinal))
            await Cancellations.WhenSeenAsync(request.Prompt["cancelled ".Length..], cancellationToken);
        return new TokenizationResponse { Length = request.Prompt.Length };
    }

    public Task<EmbeddingResult> EmbeddingAsync(PredictOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(new EmbeddingResult { Embeddings = { request.Embeddings.Select(letter => (float)letter) } });

    public Task<RerankResult> RerankAsync(RerankRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new RerankResult
        {
            Usage = new Usage { TotalTokens = request.Query.Length },
            Results = { request.Documents.Select((text, index) => new DocumentResult { Index = index, Text = text }) },
        });

    public Task<MetricsResponse> GetMetricsAsync(MetricsRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new MetricsResponse { TokensPerSecond = 42 });

    public Task<ModelMetadataResponse> ModelMetadataAsync(ModelOptions request, CancellationToken cancellationToken) =>
        Task.FromResult(new ModelMetadataResponse { RenderedTemplate = options.Model });
}
