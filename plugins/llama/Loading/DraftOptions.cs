using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The options of drafting (speculative decoding).</summary>
internal static class DraftOptions
{
    private const int LongestNgram = 1024;

    private static readonly string[] Lookups = ["ngram-simple", "ngram-map-k", "ngram-map-k4v", "ngram-mod", "ngram-cache"];
    private static readonly string[] Others = ["draft-eagle3", "draft-mtp", "draft-dflash", "draft-dspark"];

    /// <summary>The options, for the register.</summary>
    public static IReadOnlyList<LoadOption> All { get; } =
    [
        new(["spec_type", "speculative_type"], "draft-simple with DraftModel, else none",
            $"none, draft-simple, {string.Join(", ", Lookups)}, or several of them separated by commas",
            "Where drafts come from: DraftModel, or the text so far, in which all ngram types look things up in the same way. "
                + $"{string.Join(", ", Others)} are accepted and draft nothing.",
            Kinds),
        LoadOptions.Integer(["spec_n_max", "draft_max"], "16", 0, DraftSettings.Most, "Most tokens drafted in a step.",
            (settings, value) => Draft(settings, draft => draft with { MaxTokens = value })),
        LoadOptions.Integer(["spec_n_min", "draft_min"], "0", 0, DraftSettings.Most, "Shorter drafts are not tried.",
            (settings, value) => Draft(settings, draft => draft with { MinTokens = value })),
        new(["spec_p_min", "draft_p_min"], "0.75", "a number from 0 to 1",
            "A draft model stops where its likeliest token is less probable.",
            (settings, value) => OptionValue.Number(value, 0, 1) is { } number
                ? Draft(settings, draft => draft with { MinProbability = number }) : null),
        LoadOptions.Integer(["spec_ngram_size_n", "ngram_size_n"], "12", 1, LongestNgram,
            "Tokens at the end of the text that are looked up in it.",
            (settings, value) => Draft(settings, draft => draft with { NgramLength = value })),
        LoadOptions.Integer(["spec_ngram_size_m", "ngram_size_m"], "48", 1, LongestNgram,
            "Most tokens drafted from what followed them there; spec_n_max counts too.",
            (settings, value) => Draft(settings, draft => draft with { NgramDraft = value })),
        LoadOptions.Integer(["spec_ngram_min_hits", "ngram_min_hits"], "1", 1, LongestNgram,
            "How often the looked-up tokens must have come before.",
            (settings, value) => Draft(settings, draft => draft with { NgramHits = value })),
        LoadOptions.Integer(["draft_gpu_layers"], "-1", int.MinValue, int.MaxValue, "Layers of the draft model on the GPU; -1 for all.",
            (settings, value) => Draft(settings, draft => draft with { GpuLayers = Math.Max(-1, value) })),
        LoadOptions.Integer(["draft_threads", "spec_draft_threads"], "Threads", int.MinValue, int.MaxValue,
            "Threads of the draft model; 0 and below for those of the model.",
            (settings, value) => Draft(settings, draft => draft with { Threads = Math.Clamp(value, 0, ThreadBudget.Most) })),
        LoadOptions.Integer(["draft_threads_batch", "spec_draft_threads_batch"], "threads_batch", int.MinValue, int.MaxValue,
            "Threads while the draft model reads a prompt.",
            (settings, value) => Draft(settings, draft => draft with { BatchThreads = Math.Clamp(value, 0, ThreadBudget.Most) })),
        LoadOptions.Words(["draft_cache_type_k", "spec_draft_cache_type_k"], "f16", CacheType.Names,
            "Type of the draft model's cached keys.",
            (settings, value) => Draft(settings, draft => draft with { KeyType = GgmlType.Find(value)! })),
        LoadOptions.Words(["draft_cache_type_v", "spec_draft_cache_type_v"], "f16", CacheType.Names,
            "Type of the draft model's cached values.",
            (settings, value) => Draft(settings, draft => draft with { ValueType = GgmlType.Find(value)! })),
    ];

    private static LoadSettings Draft(LoadSettings settings, Func<DraftSettings, DraftSettings> change) =>
        settings with { Draft = change(settings.Draft) };

    private static LoadSettings? Kinds(LoadSettings settings, string? value)
    {
        var kinds = new List<DraftKind>();
        var unused = settings.UnusedOptions;
        foreach (var word in OptionValue.List(value) ?? [""])
        {
            switch (word.Replace('_', '-'))
            {
                case "none":
                    break;
                case "draft" or "draft-simple":
                    kinds.Add(DraftKind.Model);
                    break;
                case var lookup when Lookups.Contains(lookup):
                    kinds.Add(DraftKind.Ngram);
                    break;
                case var other when Others.Contains(other) || other == "eagle3":
                    unused = [.. unused, $"spec_type:{word}"];
                    break;
                default:
                    return null;
            }
        }
        return Draft(settings, draft => draft with { Kinds = [.. kinds.Distinct()], KindsChosen = true }) with { UnusedOptions = unused };
    }
}
