using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Creates the context of loaded weights and runs it once.</summary>
internal static class ContextLoader
{
    public static LlamaContext Create(LoadedWeights weights, Vocabulary vocabulary)
    {
        var context = LlamaContext.Create(weights.Handle, Parameters(weights.Settings, weights.Plan), vocabulary.Size);
        try
        {
            if (weights.Adapters is { } adapters)
                context.Apply(adapters);
            if (weights.Settings.Warmup)
                WarmUp(context, vocabulary);
            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static NativeContextParameters Parameters(LoadSettings settings, ContextPlan plan)
    {
        var threads = ThreadBudget.Threads(settings.Threads, Environment.ProcessorCount);
        var outputs = 1u + (uint)(settings.Draft.IsOn ? settings.Draft.MaxTokens : 0);
        var parameters = LlamaApi.llama_context_default_params();
        parameters.ContextSize = (uint)plan.ContextSize;
        parameters.BatchSize = (uint)plan.BatchSize;
        parameters.MicroBatchSize = (uint)plan.MicroBatchSize;
        parameters.MaxSequences = (uint)plan.Sequences;
        // Each text wants one row of logits a step, and one for each guess; the default would reserve a row for every token of a batch.
        parameters.MaxOutputs = settings.Embeddings ? 0 : (uint)settings.Parallel * outputs;
        parameters.MaxOutputsPerSequence = settings.Embeddings ? 0u : outputs;
        parameters.Threads = threads;
        parameters.BatchThreads = settings.BatchThreads > 0
            ? ThreadBudget.Threads(settings.BatchThreads, Environment.ProcessorCount)
            : threads;
        parameters.Pooling = (int)settings.Pooling;
        parameters.FlashAttention = (int)settings.FlashAttention;
        parameters.RopeScaling = (int)settings.RopeScaling;
        parameters.RopeFrequencyBase = settings.RopeFreqBase;
        parameters.RopeFrequencyScale = settings.RopeFreqScale;
        parameters.YarnExtFactor = settings.YarnExtFactor;
        parameters.YarnAttentionFactor = settings.YarnAttnFactor;
        parameters.YarnBetaFast = settings.YarnBetaFast;
        parameters.YarnBetaSlow = settings.YarnBetaSlow;
        parameters.CacheTypeKey = (int)settings.KeyType.Id;
        parameters.CacheTypeValue = (int)settings.ValueType.Id;
        parameters.Embeddings = settings.Embeddings;
        parameters.OffloadKqv = settings.OffloadKeyValues;
        parameters.OperatorOffload = settings.OffloadOperations;
        parameters.SlidingWindowFull = settings.FullSlidingWindow;
        // Pooling reads a text from one physical batch; separate caches would cut texts of unlike lengths into several.
        parameters.UnifiedCache = settings.Embeddings || settings.UnifiedKeyValues;
        return parameters;
    }

    private static void WarmUp(LlamaContext context, Vocabulary vocabulary)
    {
        using var batch = new TokenBatch(1);
        batch.Add(vocabulary.Begin, position: 0, sequence: 0, wantsOutput: true);
        if (context.Decode(batch) != DecodeOutcome.Done)
        {
            var errors = NativeLog.TakeErrors();
            throw new EngineException(EngineFailure.InvalidInput,
                $"The model loads but cannot compute a token: {(errors.Length > 0 ? errors : "llama.cpp gives no reason")}.");
        }
        context.ClearMemory();
    }
}
