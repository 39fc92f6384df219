using System.Text;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The register of all <c>Options</c>: parsing, messages and the documentation come from it.</summary>
internal static class LoadOptions
{
    private const int MostTokens = 16 * 1024 * 1024;
    private const string BooleanWords = "true, 1, yes, on, enabled or false, 0, no, off, disabled";
    private const string OneExpert = @"\.ffn_(up|down|gate|gate_up)_(ch|)exps";

    /// <summary>The options in the order of the documentation.</summary>
    public static IReadOnlyList<LoadOption> All { get; } =
    [
        Integer(["parallel", "n_parallel"], "1", 1, 256,
            "Requests that run at the same time; the environment variable LLAMACPP_PARALLEL counts while it is 1.",
            (settings, value) => settings with { Parallel = value }),
        Integer(["n_ubatch", "ubatch"], "NBatch", 0, MostTokens, "Tokens computed at once; 0 for NBatch.",
            (settings, value) => settings with { MicroBatchSize = value }),
        Integer(["threads_batch", "n_threads_batch"], "Threads", int.MinValue, int.MaxValue,
            "Threads while a prompt is read; 0 and below for as many as are good.",
            (settings, value) => settings with { BatchThreads = Math.Clamp(value, 0, ThreadBudget.Most) }),
        Flag(["context_shift"], "false", "Drop the oldest half of a full context and go on.",
            (settings, value) => settings with { ContextShift = value }),
        Integer(["cache_reuse", "n_cache_reuse"], "0", 0, MostTokens,
            "Least tokens of a later part of a slot's text that is moved instead of computed again; 0 for never.",
            (settings, value) => settings with { CacheReuse = value }),
        new(["slot_prompt_similarity", "sps"], "0.1", "a number from 0 to 1",
            "Share of a prompt that a slot must already hold to be chosen for it.",
            (settings, value) => OptionValue.Number(value, 0, 1) is { } number
                ? settings with { SlotPromptSimilarity = number } : null),
        Flag(["kv_unified", "unified_kv"], "true", "One KV cache for all slots.",
            (settings, value) => settings with { UnifiedKeyValues = value }),
        Flag(["swa_full"], "false", "Let layers with a sliding window cache the whole context.",
            (settings, value) => settings with { FullSlidingWindow = value }),
        Words(["pooling_type", "pooling"], "the model's", ["none", "mean", "cls", "last", "rank"],
            "How token vectors become one embedding; rank goes with Reranking.",
            (settings, value) => settings with { Pooling = Enum.Parse<PoolingType>(value, ignoreCase: true) }),
        Integer(["embd_normalize", "embedding_normalize"], "2", -1, 1024,
            "Normalisation of embeddings: -1 none, 0 largest value to the 16-bit range, 1 sum, 2 Euclidean, above: that norm.",
            (settings, value) => settings with { EmbeddingNorm = value }),
        Flag(["direct_io", "use_direct_io"], "false", "Read the weights past the page cache; wins over MLock and MMap.",
            (settings, value) => value ? settings with { LoadMode = LoadMode.DirectIo } : settings),
        Flag(["check_tensors"], "false", "Look at every weight for values that are no numbers.",
            (settings, value) => settings with { CheckTensors = value }),
        Flag(["warmup"], "true", "Run one step at load, so that the first request does not pay for it.",
            (settings, value) => settings with { Warmup = value }),
        Flag(["no_op_offload"], "false", "Keep operations of weights in host memory off the GPU.",
            (settings, value) => settings with { OffloadOperations = !value }),
        new(["device", "devices"], "the host's choice", "names separated by commas",
            "Devices that may be used; may be given several times.",
            (settings, value) => OptionValue.List(value) is { } names
                ? settings with { Devices = [.. settings.Devices, .. names] } : null),
        Words(["split_mode", "sm"], "layer", ["none", "layer", "row", "tensor"], "How a model is spread over several GPUs.",
            (settings, value) => settings with { SplitMode = Enum.Parse<SplitMode>(value, ignoreCase: true) }),
        new(["override_tensor", "tensor_buft_overrides"], "none", "regex=buffer pairs separated by commas",
            "Put tensors whose names match into a buffer type; a buffer that does not exist is ignored.",
            (settings, value) => Placements(value) is { } placements
                ? settings with { Placements = [.. settings.Placements, .. placements] } : null),
        Flag(["cpu_moe"], "false", "Keep the experts of all layers in host memory.",
            (settings, value) => value
                ? settings with { Placements = [.. settings.Placements, new(OneExpert, "CPU")] } : settings),
        Integer(["n_cpu_moe"], "0", 0, 512, "Keep the experts of the first layers in host memory.",
            (settings, value) => settings with
            {
                Placements =
                [
                    .. settings.Placements,
                    .. Enumerable.Range(0, value).Select(layer => new TensorPlacement($@"blk\.{layer}{OneExpert}", "CPU")),
                ],
            }),
        Integer(["verbosity"], "3", int.MinValue, int.MaxValue,
            "Log lines of llama.cpp: 1 errors, 2 warnings, 3 information, 4 all.",
            (settings, value) => settings with { Verbosity = value }),
        .. ChatOptions.All,
        .. PromptCacheOptions.All,
        .. DraftOptions.All,
        .. LaterOptions.All,
    ];

    private static readonly Dictionary<string, LoadOption> ByName =
        All.SelectMany(option => option.Names, (option, name) => (name, option)).ToDictionary(pair => pair.name, pair =>
            pair.option);

    /// <summary>The option of this name, or null.</summary>
    public static LoadOption? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The register as a table for the documentation.</summary>
    public static string ToMarkdown()
    {
        var table = new StringBuilder("| Option | Values | Default | Meaning |\n|---|---|---|---|\n");
        foreach (var option in All)
        {
            var aliases = option.Names.Length > 1 ? $" ({string.Join(", ", option.Names.Skip(1).Select(name =>
                $"`{name}`"))})" : "";
            var meaning = option.Used ? option.Meaning : $"Accepted, not used yet. {option.Meaning}";
            table.Append($"| `{option.Name}`{aliases} | {option.Expects} | {option.Default} | {meaning} |\n");
        }
        return table.ToString();
    }

    /// <summary>A yes or no.</summary>
    public static LoadOption Flag(string[] names, string standard, string meaning, Func<LoadSettings, bool, LoadSettings> set) =>
        new(names, standard, BooleanWords, meaning,
            (settings, value) => OptionValue.Bool(value) is { } flag ? set(settings, flag) : null);

    /// <summary>An integer within bounds.</summary>
    public static LoadOption Integer(
        string[] names, string standard, int least, int most, string meaning, Func<LoadSettings, int, LoadSettings> set) =>
        new(names, standard, least == int.MinValue ? "an integer" : $"an integer from {least} to {most}", meaning,
            (settings, value) => OptionValue.Integer(value, least, most) is { } number ? set(settings, number) : null);

    /// <summary>One of some words.</summary>
    public static LoadOption Words(
        string[] names, string standard, string[] words, string meaning, Func<LoadSettings, string, LoadSettings> set) =>
        new(names, standard, string.Join(", ", words), meaning,
            (settings, value) => value is not null && words.Contains(value) ? set(settings, value) : null);

    private static TensorPlacement[]? Placements(string? value)
    {
        var pairs = OptionValue.List(value)?.Select(piece => piece.Split('=', 2)).ToArray();
        return pairs is not null && pairs.All(pair => pair is [{ Length: > 0 }, { Length: > 0 }])
            ? [.. pairs.Select(pair => new TensorPlacement(pair[0], pair[1]))] : null;
    }
}
