using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;
using TokenBatch = LocalAI.Plugins.Llama.Decoding.TokenBatch;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

/// <summary>A GGUF file as llama.cpp computes it, in single precision throughout.</summary>
internal sealed class NativeModel : IDisposable
{
    private const int Context = 128;

    private readonly ModelHandle _handle;
    private readonly AdapterSet? _adapters;
    private readonly LlamaContext _context;

    /// <param name="file">The model.</param>
    /// <param name="adapter">A LoRA adapter; null for none.</param>
    /// <param name="embeds">Whether it gives vectors of whole texts instead of logits.</param>
    public NativeModel(string file, string? adapter = null, bool embeds = false)
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        _handle = new ModelHandle(LlamaApi.llama_model_load_from_file(file, LlamaApi.llama_model_default_params()));
        Assert.False(_handle.IsInvalid);
        _adapters = adapter is null ? null : AdapterSet.Load([new LoraAdapter(adapter, 1)], _handle, GgufFile.Open(file));
        var parameters = LlamaApi.llama_context_default_params();
        parameters.ContextSize = parameters.BatchSize = parameters.MicroBatchSize = Context;
        parameters.Threads = parameters.BatchThreads = 1;
        parameters.CacheTypeKey = parameters.CacheTypeValue = 0;
        parameters.FlashAttention = 0;
        parameters.Embeddings = embeds;
        _context = LlamaContext.Create(_handle, parameters, new Vocabulary(_handle).Size);
        if (_adapters is not null)
            _context.Apply(_adapters);
    }

    public int Pooling => _context.Pooling;

    /// <summary>The logits behind each token, one row after the other.</summary>
    public float[] Logits(long[] tokens)
    {
        Decode(tokens);
        return [.. Enumerable.Range(0, tokens.Length).SelectMany(place => _context.Logits(place).ToArray())];
    }

    /// <summary>The vector or the scores of a text.</summary>
    public float[] Embedding(long[] tokens)
    {
        Decode(tokens);
        return _context.SequenceEmbedding(0).ToArray();
    }

    public void Dispose()
    {
        _context.Dispose();
        _adapters?.Dispose();
        _handle.Dispose();
    }

    private void Decode(long[] tokens)
    {
        _context.ClearMemory();
        using var batch = new TokenBatch(Context);
        foreach (var token in tokens)
            batch.Add((int)token, batch.Count, sequence: 0, wantsOutput: true);
        Assert.Equal(DecodeOutcome.Done, _context.Decode(batch));
    }
}
