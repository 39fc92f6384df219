using System.Globalization;
using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Adapters;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.PromptCache;
using LocalAI.Plugins.Llama.Quantizing;
using LocalAI.Plugins.Llama.Requests;
using LocalAI.Plugins.Llama.Reranking;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama;

/// <summary>Runs GGUF language models with llama.cpp.</summary>
public sealed partial class LlamaEngine : IEngine, IDisposable
{
    /// <inheritdoc/>
    public Recognition Recognise(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return GgufRecognition.Look(options.ModelFile);
    }

    /// <inheritdoc/>
    public Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken) =>
        QuantizationModel.IsMeant(options)
            ? Task.FromResult<IModel>(new QuantizationModel(context.Device, _quantizer))
            : Task.Run(() => Load(options, context, cancellationToken), cancellationToken);

    /// <summary>Takes the library's log off this code, which may be unloaded now.</summary>
    public void Dispose()
    {
        _quantizer.Dispose();
        if (NativeLibraries.Folder.Length > 0)
            NativeLog.Detach();
    }

    private static IModel Load(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = LoadSettingsReader.Read(options, Environment.GetEnvironmentVariable);
        var file = GgufFile.Open(settings.ModelFile, settings.Overrides);
        CheckKind(file, settings);
        var onCpu = GgmlDevices.Computing(settings, context.Device) == Device.Cpu;
        CacheRules.Check(settings, file);
        settings = settings with { FlashAttention = AttentionChoice.For(settings, file, onCpu) };
        var plan = ContextPlan.For(settings, file, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Log.Ignored(context.Logger, settings);

        NativeLibraries.Load(context.PluginFolder);
        NativeLog.Logger = context.Logger;
        NativeLog.Verbosity = settings.Verbosity;
        var handle = WeightsLoader.Load(settings, context.Device, context.Progress, cancellationToken);
        try
        {
            var device = GgmlDevices.Computing(settings, context.Device);
            var weights = new LoadedWeights(handle, settings, plan, device, Describe(handle, settings, plan))
            {
                Adapters = AdapterSet.Load(settings.Adapters, handle, file),
            };
            return Build(weights, file, context, cancellationToken);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static IModel Build(LoadedWeights weights, GgufFile file, EngineContext context, CancellationToken cancellationToken)
    {
        var vocabulary = new Vocabulary(weights.Handle);
        LlamaContext? native = null;
        try
        {
            native = ContextLoader.Create(weights, vocabulary);
            IModel model = weights.Settings switch
            {
                { Reranking: true } => new LlamaRerankModel(weights, vocabulary, Embedder()),
                { Embeddings: true } => new LlamaEmbeddingModel(weights, vocabulary, native, Embedder()),
                _ => TextModel(weights, file, vocabulary, native, context, cancellationToken),
            };
            Log.Loaded(context.Logger, weights.Description, weights.Device);
            return model;

            EmbeddingLoop Embedder() => new(native, weights.Plan.Sequences, context.Logger);
        }
        catch
        {
            native?.Dispose();
            weights.Dispose();
            throw;
        }
    }

    private static LlamaTextModel TextModel(LoadedWeights weights, GgufFile file, Vocabulary vocabulary, LlamaContext native,
        EngineContext context, CancellationToken cancellationToken)
    {
        var settings = weights.Settings;
        var drafts = DraftSource.Create(weights, vocabulary, native, context, cancellationToken);
        var loop = new DecodeLoop(native, vocabulary, new DecodeLoopOptions
        {
            Slots = settings.Parallel,
            UnifiedCache = settings.UnifiedKeyValues,
            // Where every layer slides, moving the cache ends the process.
            ContextShift = settings.ContextShift && file.CanShift,
            SlotSimilarity = settings.SlotPromptSimilarity,
            ReuseChunk = file.CanShift ? settings.CacheReuse : 0,
            Drafts = drafts,
            HostCache = settings.CacheRam == 0 ? null : new HostPromptCache(HostCacheBytes(settings.CacheRam)),
            CacheIdleSlots = settings.CacheIdleSlots,
        }, context.Logger);
        var requests = new GenerationRequestReader(
            vocabulary, new GrammarReader(settings.GrammarTriggers, context.Logger), loop.LongestPrompt, native.Size);
        var sessions = new PromptSessions(settings, StateLayout.Of(weights.Handle), context.Logger);
        return new LlamaTextModel(weights, vocabulary, loop, new Conversations(weights, vocabulary), requests, sessions);
    }

    /// <summary>Without a limit of its own, the cache leaves half of the memory to everything else.</summary>
    private static long HostCacheBytes(int mebibytes) =>
        mebibytes > 0 ? (long)mebibytes << 20 : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private static void CheckKind(GgufFile file, LoadSettings settings)
    {
        var name = Path.GetFileName(settings.ModelFile);
        if (!file.HasVocabulary)
            throw Refuse($"'{name}' has no vocabulary, so it cannot read text; use a complete GGUF model.");
        if (file.Architecture.IsEncoderOnly && !settings.Embeddings)
            throw Refuse($"'{name}' is an embedding model; load it with Embeddings = true, or a reranker with Reranking = true.");
        if (settings.Reranking)
            RerankRules.Check(file);
        if ((file.Architecture.NeedsEncode || file.Architecture.Kind == ArchitectureKind.Diffusion) && !settings.Embeddings)
        {
            throw Refuse($"'{name}' is of the architecture {file.Architecture.Name}, which does not generate token by token; "
                + "use a decoder-only model.");
        }
    }

    private static unsafe string Describe(ModelHandle handle, LoadSettings settings, ContextPlan plan)
    {
        Span<byte> buffer = stackalloc byte[128];
        int length;
        fixed (byte* bytes = buffer)
            length = LlamaApi.llama_model_desc(handle, bytes, (nuint)buffer.Length);
        var kind = Encoding.UTF8.GetString(buffer[..Math.Clamp(length, 0, buffer.Length - 1)]);
        var use = settings.Reranking ? "for reranking" : settings.Embeddings ? "for embeddings" : "for text";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(settings.ModelFile)} ({kind}), loaded {use}, {plan.ContextSize} tokens of context, "
            + $"{plan.Sequences} slots");
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
