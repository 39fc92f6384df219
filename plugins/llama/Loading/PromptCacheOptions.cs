namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The options of the host's cache of prompts.</summary>
internal static class PromptCacheOptions
{
    /// <summary>The options, for the register.</summary>
    public static IReadOnlyList<LoadOption> All { get; } =
    [
        LoadOptions.Integer(["cache_ram"], "-1", -1, int.MaxValue,
            "MiB of host memory for texts that slots held before; -1 for up to half of the memory, 0 for none.",
            (settings, value) => settings with { CacheRam = value }),
        LoadOptions.Flag(["cache_idle_slots", "idle_slots_cache"], "true",
            "Keep there what an idle slot loses when others need its part of the KV cache.",
            (settings, value) => settings with { CacheIdleSlots = value }),
    ];
}
