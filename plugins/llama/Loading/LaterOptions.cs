namespace LocalAI.Plugins.Llama.Loading;

/// <summary>
/// Options that LocalAI or its model gallery sets by itself and that only change speed or the parsing of chats. A model must load
/// with them, so they are accepted with any value.
/// </summary>
internal static class LaterOptions
{
    /// <summary>The options, for the register.</summary>
    public static IReadOnlyList<LoadOption> All { get; } =
    [
        Later("Chat templates are always rendered with Jinja.", "use_jinja", "jinja"),
        Later("RPC workers.", "grpc_servers", "rpc_servers"),
        Later("Fit the settings to the memory.", "fit_params", "fit"),
        Later("Memory left free on each device.", "fit_params_target", "fit_target"),
        Later("Least context when fitting.", "fit_params_min_ctx", "fit_ctx"),
        Later("Snapshots of recurrent state.", "n_rs_seq", "rs_seq"),
        Later("Continuous batching, which is always on.", "cont_batching", "continuous_batching"),
        Later("Checkpoints of each slot.", "n_ctx_checkpoints", "ctx_checkpoints"),
        Later("Tokens between checkpoints.",
            "checkpoint_min_step", "checkpoint_min_spacing", "checkpoint_every_nt", "checkpoint_every_n_tokens"),
        Later("Projector on the GPU.", "mmproj_use_gpu", "mmproj_offload"),
        Later("Least tokens of an image.", "image_min_tokens"),
        Later("Most tokens of an image.", "image_max_tokens"),
        Later("Probability that splits a draft.", "spec_p_split"),
        Later("Least length for ngram-mod.", "spec_ngram_mod_n_min"),
        Later("Greatest length for ngram-mod.", "spec_ngram_mod_n_max"),
        Later("Match length for ngram-mod.", "spec_ngram_mod_n_match"),
        Later("Key length for ngram-map-k.", "spec_ngram_map_k_size_n"),
        Later("Draft length for ngram-map-k.", "spec_ngram_map_k_size_m"),
        Later("Least hits for ngram-map-k.", "spec_ngram_map_k_min_hits"),
        Later("Key length for ngram-map-k4v.", "spec_ngram_map_k4v_size_n"),
        Later("Draft length for ngram-map-k4v.", "spec_ngram_map_k4v_size_m"),
        Later("Least hits for ngram-map-k4v.", "spec_ngram_map_k4v_min_hits"),
        Later("Static lookup cache.", "spec_lookup_cache_static", "lookup_cache_static"),
        Later("Dynamic lookup cache.", "spec_lookup_cache_dynamic", "lookup_cache_dynamic"),
        Later("Experts of the draft model on the CPU.", "draft_cpu_moe", "spec_draft_cpu_moe"),
        Later("Expert layers of the draft model on the CPU.", "draft_n_cpu_moe", "spec_draft_n_cpu_moe"),
        Later("Tensors of the draft model.", "draft_override_tensor", "spec_draft_override_tensor"),
        Later("Context of the draft model.", "draft_ctx_size"),
    ];

    private static LoadOption Later(string meaning, params string[] names) =>
        new(names, "", "any", meaning, (settings, _) => settings with { UnusedOptions = [.. settings.UnusedOptions, names[0]] })
        {
            Used = false,
        };
}
