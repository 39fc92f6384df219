using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// A <c>llama_context</c> with its threads. Used by one thread at a time, but for <see cref="RequestAbort"/>. Every misuse that would
/// end the process (a batch over its capacity, outputs that were not asked for) is refused here.
/// </summary>
internal sealed unsafe class LlamaContext : IDisposable
{
    private const int RankPooling = 4;

    private readonly ContextHandle _context;
    private readonly ThreadPoolHandle _threads;
    private readonly nint _memory;
    private readonly byte* _abort;
    private readonly bool _encodes;
    private readonly int _vocabularySize;

    private LlamaContext(ContextHandle context, ThreadPoolHandle threads, ModelHandle model, byte* abort, int vocabularySize)
    {
        _context = context;
        _threads = threads;
        _abort = abort;
        _vocabularySize = vocabularySize;
        _memory = LlamaApi.llama_get_memory(context);
        // llama_encode on a model without an encoder ends the process.
        _encodes = LlamaApi.llama_model_has_encoder(model) && !LlamaApi.llama_model_has_decoder(model);
        Size = (int)LlamaApi.llama_n_ctx(context);
        SizePerSequence = (int)LlamaApi.llama_n_ctx_seq(context);
        BatchSize = (int)LlamaApi.llama_n_batch(context);
        MicroBatchSize = (int)LlamaApi.llama_n_ubatch(context);
        Pooling = LlamaApi.llama_pooling_type(context);
        EmbeddingLength = Pooling == RankPooling ? (int)LlamaApi.llama_model_n_cls_out(model) : LlamaApi.llama_model_n_embd_out(model);
        SlidingWindow = LlamaApi.llama_model_n_swa(model);
        CanShift = _memory != 0 && LlamaApi.llama_memory_can_shift(_memory);
    }

    /// <summary>Tokens in the whole cache.</summary>
    public int Size { get; }

    /// <summary>Tokens one sequence may have.</summary>
    public int SizePerSequence { get; }

    /// <summary>Tokens in one decode at most.</summary>
    public int BatchSize { get; }

    public int MicroBatchSize { get; }

    public int EmbeddingLength { get; }

    /// <summary>0 none, 1 mean, 2 cls, 3 last, 4 rank.</summary>
    public int Pooling { get; }

    /// <summary>Tokens a sliding attention window reaches back; 0 when there is none.</summary>
    public int SlidingWindow { get; }

    /// <summary>Whether positions in the cache can be moved, as a context shift needs.</summary>
    public bool CanShift { get; }

    /// <param name="model">The model, kept alive by the context.</param>
    /// <param name="parameters">The parameters; threads and callbacks are set here.</param>
    /// <param name="vocabularySize">Logits in a row.</param>
    public static LlamaContext Create(ModelHandle model, NativeContextParameters parameters, int vocabularySize)
    {
        var abort = (byte*)NativeMemory.AllocZeroed(1);
        parameters.AbortCallback = &ShouldAbort;
        parameters.AbortUserData = abort;
        var threads = ThreadPoolHandle.Create(Math.Max(parameters.Threads, parameters.BatchThreads));
        NativeLog.ClearErrors();
        var pointer = LlamaApi.llama_init_from_model(model, parameters);
        if (pointer == 0)
        {
            threads.Dispose();
            NativeMemory.Free(abort);
            throw new EngineException(EngineFailure.InvalidInput,
                $"llama.cpp refused a context of {parameters.ContextSize} tokens for this model: {Reason()}.");
        }

        var handle = new ContextHandle(pointer, model, threads);
        LlamaApi.llama_attach_threadpool(handle, threads.DangerousGetHandle(), threads.DangerousGetHandle());
        return new LlamaContext(handle, threads, model, abort, vocabularySize);
    }

    /// <summary>Computes with adapters from here on; they must live as long as the context.</summary>
    public void Apply(AdapterSet adapters) => adapters.ApplyTo(_context);

    public DecodeOutcome Decode(TokenBatch batch)
    {
        // Over the batch size, or empty, the library ends the process or returns an error without a reason.
        ArgumentOutOfRangeException.ThrowIfZero(batch.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Count, BatchSize);
        var status = _encodes
            ? LlamaApi.llama_encode(_context, batch.Native)
            : LlamaApi.llama_decode(_context, batch.Native);
        return status switch
        {
            0 => DecodeOutcome.Done,
            1 => DecodeOutcome.NoRoom,
            2 => DecodeOutcome.Aborted,
            _ => DecodeOutcome.Failed,
        };
    }

    /// <summary>The logits of the token at a place of the last batch.</summary>
    public ReadOnlySpan<float> Logits(int index) => Row(LlamaApi.llama_get_logits_ith(_context, index), _vocabularySize);

    /// <summary>The embedding of one token of the last batch.</summary>
    public ReadOnlySpan<float> TokenEmbedding(int index) =>
        Row(LlamaApi.llama_get_embeddings_ith(_context, index), EmbeddingLength);

    /// <summary>The pooled embedding of one sequence of the last batch.</summary>
    public ReadOnlySpan<float> SequenceEmbedding(int sequence) =>
        Row(LlamaApi.llama_get_embeddings_seq(_context, sequence), EmbeddingLength);

    /// <summary>Removes a sequence's tokens from a position on.</summary>
    /// <returns>False when this kind of cache can only be emptied as a whole.</returns>
    public bool Truncate(int sequence, int from) => _memory == 0 || LlamaApi.llama_memory_seq_rm(_memory, sequence, from, -1);

    /// <summary>Removes the tokens [from, to) of a sequence and closes the gap.</summary>
    public void Cut(int sequence, int from, int to)
    {
        LlamaApi.llama_memory_seq_rm(_memory, sequence, from, to);
        LlamaApi.llama_memory_seq_add(_memory, sequence, to, -1, from - to);
    }

    /// <summary>The first position a sequence still has; -1 when it is empty.</summary>
    public int FirstPosition(int sequence) => _memory == 0 ? -1 : LlamaApi.llama_memory_seq_pos_min(_memory, sequence);

    /// <summary>Copies what a sequence has computed.</summary>
    /// <returns>Null when it is too much for one array, or the library refuses.</returns>
    public byte[]? SaveSequence(int sequence)
    {
        var size = LlamaApi.llama_state_seq_get_size(_context, sequence);
        if (size == 0 || size > (nuint)Array.MaxLength)
            return null;
        var state = GC.AllocateUninitializedArray<byte>((int)size);
        fixed (byte* data = state)
            return LlamaApi.llama_state_seq_get_data(_context, data, size, sequence) == size ? state : null;
    }

    /// <summary>Puts a copy of <see cref="SaveSequence"/> into a sequence, in place of what it has.</summary>
    /// <returns>False when it does not fit; the sequence is empty then.</returns>
    public bool LoadSequence(int sequence, ReadOnlySpan<byte> state)
    {
        fixed (byte* data = state)
        {
            if (LlamaApi.llama_state_seq_set_data(_context, data, (nuint)state.Length, sequence) == (nuint)state.Length)
                return true;
        }
        Truncate(sequence, 0);
        return false;
    }

    public void ClearMemory()
    {
        if (_memory != 0)
            LlamaApi.llama_memory_clear(_memory, data: true);
    }

    /// <summary>Ends a running decode at its next node; from any thread.</summary>
    public void RequestAbort() => Volatile.Write(ref *_abort, 1);

    public void ClearAbort() => Volatile.Write(ref *_abort, 0);

    public void Dispose()
    {
        _context.Dispose();
        _threads.Dispose();
        NativeMemory.Free(_abort);
    }

    private static ReadOnlySpan<float> Row(float* row, int length) => row is not null
        ? new ReadOnlySpan<float>(row, length)
        : throw new EngineException(EngineFailure.Internal, "llama.cpp gave no output for a token that asked for one.");

    private static string Reason() => NativeLog.TakeErrors() is { Length: > 0 } errors ? errors : "it gave no reason";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte ShouldAbort(void* flag) => Volatile.Read(ref *(byte*)flag);
}
