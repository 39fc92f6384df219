using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Text;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>Loads a draft model beside the model it drafts for.</summary>
internal static class DraftModelLoader
{
    /// <exception cref="EngineException">It cannot be loaded, has another vocabulary, or cannot take tokens back.</exception>
    public static ModelDrafter Load(LoadedWeights main, Vocabulary vocabulary, EngineContext context, CancellationToken cancellationToken)
    {
        try
        {
            return LoadChecked(main, vocabulary, context, cancellationToken);
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Failure, $"DraftModel: {e.Message}", e);
        }
    }

    private static ModelDrafter LoadChecked(
        LoadedWeights main, Vocabulary vocabulary, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = Settings(main);
        var file = GgufFile.Open(settings.ModelFile);
        var name = Path.GetFileName(settings.ModelFile);
        if (!file.HasVocabulary || file.Architecture.Kind != ArchitectureKind.Generator)
            throw Refuse($"'{name}' is of the architecture {file.Architecture.Name}, which cannot draft; use a small decoder-only model.");
        if (file.HasLearnedPositions)
            settings = settings with { ContextSize = Math.Min(settings.ContextSize, (int)file.Model.ContextLength) };
        var onCpu = GgmlDevices.Computing(settings, context.Device) == Device.Cpu;
        CacheRules.Check(settings, file);
        settings = settings with { FlashAttention = AttentionChoice.For(settings, file, onCpu) };
        var plan = ContextPlan.For(settings, file, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

        var handle = WeightsLoader.Load(settings, context.Device, new Progress<float>(), cancellationToken);
        LlamaContext? native = null;
        try
        {
            var draftVocabulary = new Vocabulary(handle);
            if (VocabularyMatch.Difference(vocabulary, draftVocabulary) is { } difference)
            {
                throw Refuse($"'{name}' has another vocabulary than '{Path.GetFileName(main.Settings.ModelFile)}' ({difference}); "
                    + "use a draft model of the same family.");
            }
            var weights = new LoadedWeights(handle, settings, plan, GgmlDevices.Computing(settings, context.Device), name);
            native = ContextLoader.Create(weights, draftVocabulary);
            if (!Rewinding.IsPossible(native, draftVocabulary))
                throw Refuse($"'{name}' cannot take tokens back, as drafting needs; use a draft model without recurrent layers.");
            return new ModelDrafter(
                weights, native, Math.Min(vocabulary.Size, draftVocabulary.Size), draftVocabulary.Size, main.Settings.Draft.MinProbability);
        }
        catch
        {
            native?.Dispose();
            handle.Dispose();
            throw;
        }
    }

    private static LoadSettings Settings(LoadedWeights main)
    {
        var draft = main.Settings.Draft;
        return main.Settings with
        {
            ModelFile = draft.ModelFile,
            ContextSize = main.Plan.ContextSize,
            GpuLayers = draft.GpuLayers,
            Threads = draft.Threads > 0 ? draft.Threads : main.Settings.Threads,
            BatchThreads = draft.BatchThreads > 0 ? draft.BatchThreads : main.Settings.BatchThreads,
            KeyType = draft.KeyType,
            ValueType = draft.ValueType,
            FullSlidingWindow = true,
            Draft = new DraftSettings(),
            Adapters = [],
            Overrides = [],
            Placements = [],
            TensorSplit = [],
        };
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
