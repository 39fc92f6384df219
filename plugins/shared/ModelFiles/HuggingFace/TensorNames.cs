using System.Globalization;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>What a tensor of a Hugging Face folder is called in GGUF.</summary>
internal static class TensorNames
{
    private const string Layers = "model.layers.";

    private static readonly string[] TextPrefixes = ["language_model.model.", "model.language_model."];

    // Parts of a model that see or hear; llama.cpp has them in another file.
    private static readonly string[] OtherParts =
        ["vision_tower.", "model.vision_tower.", "multi_modal_projector.", "model.multi_modal_projector."];

    private static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["model.embed_tokens"] = "token_embd",
        ["model.norm"] = "output_norm",
        ["lm_head"] = "output",
    };

    private static readonly Dictionary<string, string> OfLayer = new(StringComparer.Ordinal)
    {
        ["input_layernorm"] = "attn_norm",
        ["self_attn.q_proj"] = "attn_q",
        ["self_attn.k_proj"] = "attn_k",
        ["self_attn.v_proj"] = "attn_v",
        ["self_attn.o_proj"] = "attn_output",
        ["self_attn.q_norm"] = "attn_q_norm",
        ["self_attn.k_norm"] = "attn_k_norm",
        ["post_attention_layernorm"] = "ffn_norm",
        ["mlp.gate_proj"] = "ffn_gate",
        ["mlp.up_proj"] = "ffn_up",
        ["mlp.down_proj"] = "ffn_down",
    };

    private static readonly Dictionary<string, string> OfLayerWithPostNorms = new(OfLayer, StringComparer.Ordinal)
    {
        ["post_attention_layernorm"] = "post_attention_norm",
        ["pre_feedforward_layernorm"] = "ffn_norm",
        ["post_feedforward_layernorm"] = "post_ffw_norm",
    };

    /// <summary>Whether a tensor has no place in the file: it can be computed, or it is not of the text model.</summary>
    public static bool IsLeftOut(string name) =>
        name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal)
        || OtherParts.Any(part => name.StartsWith(part, StringComparison.Ordinal));

    /// <summary>The name in GGUF; null for a tensor that the family does not have.</summary>
    public static string? Map(string name, ModelFamily family, uint layers)
    {
        var plain = name == "language_model.lm_head.weight" ? "lm_head.weight" : name;
        foreach (var prefix in TextPrefixes)
        {
            if (plain.StartsWith(prefix, StringComparison.Ordinal))
                plain = "model." + plain[prefix.Length..];
        }
        var dot = plain.LastIndexOf('.');
        if (dot < 0 || plain[dot..] is not (".weight" or ".bias"))
            return null;
        var (stem, ending) = (plain[..dot], plain[dot..]);
        if (Whole.TryGetValue(stem, out var whole))
            return whole + ending;
        if (!stem.StartsWith(Layers, StringComparison.Ordinal))
            return null;
        var rest = stem[Layers.Length..].Split('.', 2);
        var known = family.HasPostNorms ? OfLayerWithPostNorms : OfLayer;
        return rest.Length == 2 && uint.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            && layer < layers && known.TryGetValue(rest[1], out var part)
            ? $"blk.{layer}.{part}{ending}" : null;
    }
}
