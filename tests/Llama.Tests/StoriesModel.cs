using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests;

/// <summary>The small story model, loaded straight through the native API.</summary>
internal sealed class StoriesModel : IDisposable
{
    /// <summary>What the model says to "Once upon a time" when it always takes the likeliest token; checked against llama2.c's run.c.</summary>
    public const string Story =
        ", there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. "
        + "She wanted to play with it, but it was too high.\nLily's mom said, \"Lily, let's go to the park.\" Lily was sad and didn't know what to do";

    public const string Prompt = "Once upon a time";

    public StoriesModel()
    {
        NativeLibraries.Load(TestFiles.PluginFolder);
        var parameters = LlamaApi.llama_model_default_params();
        Handle = new ModelHandle(LlamaApi.llama_model_load_from_file(TestFiles.SharedModel("llm/stories260K-f32.gguf"), parameters));
        Assert.False(Handle.IsInvalid);
        Vocabulary = new Vocabulary(Handle);
    }

    public ModelHandle Handle { get; }

    public Vocabulary Vocabulary { get; }

    public LlamaContext CreateContext(int size = 512, int sequences = 1, bool unified = true, int batch = 512, bool embeddings = false, int pooling = -1, int outputs = 0, bool exact = false)
    {
        var parameters = LlamaApi.llama_context_default_params();
        parameters.ContextSize = (uint)size;
        parameters.BatchSize = (uint)batch;
        parameters.MicroBatchSize = (uint)batch;
        parameters.MaxSequences = (uint)sequences;
        parameters.UnifiedCache = unified;
        parameters.Threads = 1;
        parameters.BatchThreads = 1;
        parameters.Embeddings = embeddings;
        parameters.Pooling = pooling;
        parameters.MaxOutputs = (uint)outputs;
        if (exact)
        {
            // With half-precision keys, a batch of one token and one of several differ by 0.01 in a logit; with these by 0.00001.
            parameters.CacheTypeKey = parameters.CacheTypeValue = 0;
            parameters.FlashAttention = 0;
        }
        return LlamaContext.Create(Handle, parameters, Vocabulary.Size);
    }

    public DecodeLoop CreateLoop(int size = 512, int slots = 1, bool unified = true, bool shift = false, int batch = 512, int reuseChunk = 0) => new(
        CreateContext(size, slots, unified, batch), Vocabulary,
        new DecodeLoopOptions { Slots = slots, UnifiedCache = unified, ContextShift = shift, ReuseChunk = reuseChunk },
        NullLogger.Instance);

    public GenerationRequest Greedy(string prompt, int tokens) => new()
    {
        Prompt = Vocabulary.Tokenize(prompt, addSpecial: true),
        Sampling = new SamplerSettings(),
        MaxTokens = tokens,
    };

    public static async Task<string> TextOf(Generation generation)
    {
        var text = new MemoryStream();
        await foreach (var chunk in generation.ReadAsync())
            text.Write(chunk.Text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray());
    }

    public void Dispose() => Handle.Dispose();
}
