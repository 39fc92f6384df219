using System.Collections.Concurrent;
using LocalAI.Plugins.Abstractions;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>The one thread that owns an embedding context. Texts that wait are computed together, as many as fit in a batch.</summary>
internal sealed class EmbeddingLoop : ContextThread
{
    private const int NoPooling = 0;

    private readonly TokenBatch _batch;
    private readonly ConcurrentQueue<EmbeddingRequest> _waiting = new();
    private readonly List<EmbeddingRequest> _running = [];
    private volatile EmbeddingRequest[] _computing = [];
    private long _tokens;

    public EmbeddingLoop(LlamaContext context, int sequences, ILogger logger) : base(context, "llama embed", logger)
    {
        Sequences = sequences;
        _batch = new TokenBatch(context.BatchSize);
        Start();
    }

    /// <summary>Texts computed in one step at most.</summary>
    public int Sequences { get; }

    /// <summary>Tokens a text may have: pooling needs all of them in one physical batch.</summary>
    public int LongestText => Math.Min(Context.SizePerSequence, Math.Min(Context.BatchSize, Context.MicroBatchSize));

    /// <summary>Tokens computed since the model was loaded.</summary>
    public long Tokens => Volatile.Read(ref _tokens);

    /// <summary>Whether one vector stands for the whole text.</summary>
    public bool IsPooled => Context.Pooling != NoPooling;

    public Task<float[]> Embed(int[] tokens, CancellationToken cancellationToken)
    {
        var result = Enqueue(tokens, cancellationToken);
        Wake();
        return result;
    }

    /// <summary>Hands in several texts before the loop looks, so that those that fit are computed in one step.</summary>
    public Task<float[][]> EmbedTogether(IEnumerable<int[]> texts, CancellationToken cancellationToken)
    {
        var results = texts.Select(tokens => Enqueue(tokens, cancellationToken)).ToList();
        Wake();
        return Task.WhenAll(results);
    }

    protected override bool Step()
    {
        Context.ClearAbort();
        if (IsStopping)
            return true;
        Collect();
        if (_running.Count == 0)
            return false;

        var outcome = Context.Decode(_batch);
        for (var sequence = 0; sequence < _running.Count; sequence++)
            Settle(_running[sequence], sequence, outcome);
        _running.Clear();
        _computing = [];
        Context.ClearMemory();
        return true;
    }

    protected override void Abandon(Exception reason)
    {
        var error = reason is EngineException or OperationCanceledException
            ? reason
            : new EngineException(EngineFailure.Internal, "The llama engine failed on this step; the log has the details.", reason);
        _running.ForEach(request => request.Fail(error));
        _running.Clear();
        while (_waiting.TryDequeue(out var waiting))
            waiting.Fail(error);
        Context.ClearMemory();
    }

    protected override void FreeBuffers() => _batch.Dispose();

    private Task<float[]> Enqueue(int[] tokens, CancellationToken cancellationToken)
    {
        var request = new EmbeddingRequest(tokens, cancellationToken);
        request.Cancellation = cancellationToken.UnsafeRegister(static state => ((EmbeddingLoop)state!).Cancelled(), this);
        _waiting.Enqueue(request);
        if (IsStopping)
            request.Fail(new OperationCanceledException("The model was unloaded."));
        return request.Result;
    }

    private void Cancelled()
    {
        if (_computing is { Length: > 0 } computing && Array.TrueForAll(computing, request => request.IsCancelled))
            Context.RequestAbort();
        Wake();
    }

    private void Collect()
    {
        _batch.Clear();
        while (_running.Count < Sequences && _waiting.TryPeek(out var next))
        {
            if (next.IsCancelled)
                next.Fail(new OperationCanceledException(next.CancellationToken));
            else if (next.Tokens.Length > _batch.Room || _batch.Count + next.Tokens.Length > Context.Size)
                break;
            else
                Add(next);
            _waiting.TryDequeue(out _);
        }
        _computing = [.. _running];
    }

    private void Add(EmbeddingRequest request)
    {
        for (var position = 0; position < request.Tokens.Length; position++)
            _batch.Add(request.Tokens[position], position, _running.Count, wantsOutput: true);
        _running.Add(request);
    }

    private void Settle(EmbeddingRequest request, int sequence, DecodeOutcome outcome)
    {
        switch (outcome)
        {
            case DecodeOutcome.Done:
                Interlocked.Add(ref _tokens, request.Tokens.Length);
                request.Complete(IsPooled ? Context.SequenceEmbedding(sequence).ToArray() : Rows(request, sequence));
                break;
            case DecodeOutcome.Aborted when !request.IsCancelled:
                _waiting.Enqueue(request);
                break;
            case DecodeOutcome.Aborted:
                request.Fail(new OperationCanceledException(request.CancellationToken));
                break;
            default:
                request.Fail(new EngineException(EngineFailure.Internal,
                    "llama.cpp could not compute the embedding; the log has its reason."));
                break;
        }
    }

    private float[] Rows(EmbeddingRequest request, int sequence)
    {
        var first = _running.Take(sequence).Sum(earlier => earlier.Tokens.Length);
        var rows = new float[request.Tokens.Length * Context.EmbeddingLength];
        for (var token = 0; token < request.Tokens.Length; token++)
            Context.TokenEmbedding(first + token).CopyTo(rows.AsSpan(token * Context.EmbeddingLength));
        return rows;
    }
}
