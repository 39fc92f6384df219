using System.Text.Json;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>Writes the numbers of config.json under the keys of GGUF.</summary>
internal static class HyperParameterWriter
{
    public static void Write(GgufHead head, ModelConfig config, ModelFamily family, long vocabulary)
    {
        var prefix = family.Architecture + ".";
        var heads = config.RequiredSize("num_attention_heads");
        var width = config.RequiredSize("hidden_size");
        head.Add(prefix + "block_count", config.RequiredSize("num_hidden_layers"));
        head.Add(prefix + "context_length", config.Size("max_position_embeddings") ?? (family.Architecture == "gemma3" ? 131072u : 2048u));
        head.Add(prefix + "embedding_length", width);
        head.Add(prefix + "feed_forward_length", config.RequiredSize("intermediate_size"));
        head.Add(prefix + "attention.head_count", heads);
        head.Add(prefix + "attention.head_count_kv", config.Size("num_key_value_heads") ?? heads);
        head.Add(prefix + "attention.layer_norm_rms_epsilon", config.Number("rms_norm_eps") ?? 1e-6f);
        if ((config.Size("head_dim") ?? (family.IsGemma ? 256u : null)) is { } headLength)
        {
            head.Add(prefix + "attention.key_length", headLength);
            head.Add(prefix + "attention.value_length", headLength);
        }
        if (family.NamesRotaryLength)
        {
            head.Add(prefix + "vocab_size", (uint)vocabulary);
            head.Add(prefix + "rope.dimension_count", config.Size("head_dim") ?? (width / heads));
        }
        WriteRotary(head, config, prefix, family);
        if (family.HasPostNorms)
            WriteGemma(head, config, prefix);
    }

    private static void WriteRotary(GgufHead head, ModelConfig config, string prefix, ModelFamily family)
    {
        var parameters = RotaryFactors.Parameters(config);
        var standard = family.Architecture == "gemma3" ? 1_000_000f : (float?)null;
        if ((ModelConfig.NumberOf(parameters, "rope_theta") ?? config.Number("rope_theta") ?? standard) is { } theta)
            head.Add(prefix + "rope.freq_base", theta);
        var sliding = config.Find("rope_parameters") is { } all && ModelConfig.Property(all, "sliding_attention") is { } local
            ? ModelConfig.NumberOf(local, "rope_theta") : null;
        if ((sliding ?? config.Number("rope_local_base_freq")) is { } slidingTheta)
            head.Add(prefix + "rope.freq_base_swa", slidingTheta);

        switch (RotaryFactors.Kind(parameters))
        {
            case "" or "default" or "llama3":
            case "longrope" when RotaryFactors.Of(config) is not null:
                break;
            case "linear":
                head.Add(prefix + "rope.scaling.type", "linear");
                head.Add(prefix + "rope.scaling.factor", Required(parameters, "factor"));
                break;
            case "yarn":
                WriteYarn(head, parameters, config, prefix);
                break;
            case var kind:
                throw FolderFault.Refuse(ModelConfig.FileName,
                    $"the rotary embedding is scaled by {GgufFault.Quote(kind)}, which cannot be converted",
                    "give a GGUF file of this model");
        }
    }

    private static void WriteYarn(GgufHead head, JsonElement parameters, ModelConfig config, string prefix)
    {
        head.Add(prefix + "rope.scaling.type", "yarn");
        head.Add(prefix + "rope.scaling.factor", Required(parameters, "factor"));
        var trained = ModelConfig.NumberOf(parameters, "original_max_position_embeddings")
            ?? config.Number("original_max_position_embeddings") ?? config.RequiredNumber("max_position_embeddings");
        head.Add(prefix + "rope.scaling.original_context_length", (uint)Math.Clamp(trained, 1, int.MaxValue));
        Optional("extrapolation_factor", "yarn_ext_factor");
        Optional("attention_factor", "yarn_attn_factor");
        Optional("beta_fast", "yarn_beta_fast");
        Optional("beta_slow", "yarn_beta_slow");

        void Optional(string name, string key)
        {
            if (ModelConfig.NumberOf(parameters, name) is { } value)
                head.Add($"{prefix}rope.scaling.{key}", value);
        }
    }

    private static void WriteGemma(GgufHead head, ModelConfig config, string prefix)
    {
        if (config.Number("attn_logit_softcapping") is { } attention)
            head.Add(prefix + "attn_logit_softcapping", attention);
        if (config.Number("final_logit_softcapping") is { } final)
            head.Add(prefix + "final_logit_softcapping", final);
        if (config.Size("sliding_window") is { } window && config.Size("sliding_window_pattern") is not 1)
            head.Add(prefix + "attention.sliding_window", window);
    }

    private static float Required(JsonElement parameters, string name) => ModelConfig.NumberOf(parameters, name)
        ?? throw FolderFault.Refuse(ModelConfig.FileName, $"'{name}' of the rotary scaling is missing");
}
