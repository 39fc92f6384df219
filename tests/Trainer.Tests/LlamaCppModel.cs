using System.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Trainer.Tests;

/// <summary>A model in llama.cpp: the other implementation, with which tokens and logits are compared.</summary>
internal sealed unsafe class LlamaCppModel : IDisposable
{
    private readonly ModelHandle _model;
    private readonly nint _vocabulary;

    public LlamaCppModel(string path)
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        var parameters = LlamaApi.llama_model_default_params();
        _model = new ModelHandle(LlamaApi.llama_model_load_from_file(path, parameters));
        Assert.False(_model.IsInvalid, NativeLog.TakeErrors());
        _vocabulary = LlamaApi.llama_model_get_vocab(_model);
    }

    public int[] Tokenize(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text + '\0');
        var tokens = new int[bytes.Length + 8];
        fixed (byte* start = bytes)
        fixed (int* ids = tokens)
        {
            var count = LlamaApi.llama_tokenize(_vocabulary, start, bytes.Length - 1, ids, tokens.Length, false, true);
            Assert.InRange(count, 0, tokens.Length);
            return tokens[..count];
        }
    }

    /// <summary>Whether a text that is read begins with the begin token.</summary>
    public bool AddsBegin => LlamaApi.llama_vocab_get_add_bos(_vocabulary);

    /// <summary>[tokens, vocabulary]: what is likely to follow each token, computed without rounding keys and values to half.</summary>
    public float[] Logits(int[] tokens)
    {
        var parameters = LlamaApi.llama_context_default_params();
        parameters.ContextSize = parameters.BatchSize = parameters.MicroBatchSize = 512;
        parameters.Threads = parameters.BatchThreads = 1;
        parameters.CacheTypeKey = parameters.CacheTypeValue = 0;
        parameters.FlashAttention = 0;
        using var threads = ThreadPoolHandle.Create(1);
        using var context = new ContextHandle(LlamaApi.llama_init_from_model(_model, parameters), _model, threads);
        LlamaApi.llama_attach_threadpool(context, threads.DangerousGetHandle(), threads.DangerousGetHandle());
        var vocabulary = LlamaApi.llama_vocab_n_tokens(_vocabulary);
        var logits = new float[tokens.Length * vocabulary];
        var outputs = new sbyte[tokens.Length];
        Array.Fill(outputs, (sbyte)1);
        fixed (int* ids = tokens)
        fixed (sbyte* wanted = outputs)
            Assert.Equal(0, LlamaApi.llama_decode(context, new NativeBatch { TokenCount = tokens.Length, Tokens = ids, Logits = wanted }));
        for (var i = 0; i < tokens.Length; i++)
            new ReadOnlySpan<float>(LlamaApi.llama_get_logits_ith(context, i), vocabulary).CopyTo(logits.AsSpan(i * vocabulary));
        return logits;
    }

    public void Dispose() => _model.Dispose();
}
