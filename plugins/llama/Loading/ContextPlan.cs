using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Reranking;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>
/// The sizes of the context for one file: what LoadModel left open comes from the file, and what cannot work is refused.
/// </summary>
/// <param name="ContextSize">Tokens for all slots together.</param>
/// <param name="BatchSize">Most tokens of one decode call.</param>
/// <param name="MicroBatchSize">Most tokens computed at once.</param>
/// <param name="Sequences">Texts in the context at once.</param>
/// <param name="KeyValueBytes">At least so much memory the KV cache takes.</param>
internal sealed record ContextPlan(int ContextSize, int BatchSize, int MicroBatchSize, int Sequences, long KeyValueBytes)
{
    /// <summary>Texts that are embedded in one step: a sequence costs next to nothing, a step for each text costs much.</summary>
    private const int EmbeddedTogether = 32;


    /// <summary>Plans the context.</summary>
    /// <param name="settings">The settings of the load.</param>
    /// <param name="file">The file.</param>
    /// <param name="memoryBytes">The memory that the KV cache may take, usually the machine's.</param>
    /// <exception cref="EngineException">The context is too large for the model or for the memory.</exception>
    public static ContextPlan For(LoadSettings settings, GgufFile file, long memoryBytes)
    {
        var trained = (int)file.Model.ContextLength;
        var context = settings.ContextSize > 0 ? settings.ContextSize : trained;
        if (file.HasLearnedPositions && context > trained)
            throw Refuse(
                $"ContextSize is {context:N0}, but this model has learned positions for {trained:N0} tokens only; "
                + "set ContextSize to at most that.");
        var bytes = KeyValueMemory.Estimate(file, settings, context);
        if (bytes > memoryBytes)
            throw Refuse(
                $"A context of {context:N0} tokens needs at least {bytes:N0} bytes for its KV cache, "
                + $"but there are {memoryBytes:N0} bytes of memory; set a smaller ContextSize.");
        // A step has room for a token of every running text.
        // A text is embedded whole, in one step, because later tokens may count for earlier ones.
        var batch = settings.Embeddings ? context : Math.Clamp(settings.BatchSize, Math.Min(settings.Parallel, context), context);
        var micro = settings.Embeddings || settings.MicroBatchSize == 0 ? batch : Math.Min(settings.MicroBatchSize, batch);
        return new ContextPlan(context, batch, micro, SequencesFor(settings, file), bytes);
    }

    private static int SequencesFor(LoadSettings settings, GgufFile file)
    {
        if (settings.Reranking && !RerankRules.ScoresTogether(file))
            return 1;
        // A recurrent state is memory for each sequence.
        return settings.Embeddings && file.Architecture.Kind != ArchitectureKind.Recurrent
            ? Math.Max(settings.Parallel, EmbeddedTogether)
            : settings.Parallel;
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
