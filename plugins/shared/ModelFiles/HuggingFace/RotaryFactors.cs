using System.Text.Json;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>
/// How Llama 3.1 and later stretch the rotary embedding: not all frequencies by one factor, but slow ones by all of it, fast ones
/// not at all, and those between by a part. GGUF has a divisor for each frequency. (As "llama3" in the Hugging Face libraries; as
/// "longrope" where config.json lists the divisors.)
/// </summary>
internal static class RotaryFactors
{
    /// <summary>The parameters of the rotary embedding of the layers with full attention; an undefined element for none.</summary>
    public static JsonElement Parameters(ModelConfig config)
    {
        var all = config.Find("rope_parameters") ?? config.Find("rope_scaling") ?? default;
        return ModelConfig.Property(all, "full_attention") ?? all;
    }

    /// <summary>The kind of stretching, in lower case; empty for none.</summary>
    public static string Kind(JsonElement parameters) =>
        (ModelConfig.Property(parameters, "rope_type") ?? ModelConfig.Property(parameters, "type"))
            is { ValueKind: JsonValueKind.String } kind ? kind.GetString()!.ToLowerInvariant() : "";

    /// <summary>
    /// A divisor for each pair of elements of a head; null for models that are not stretched like this, or by other divisors for long
    /// texts than for short ones.
    /// </summary>
    public static IReadOnlyList<float>? Of(ModelConfig config)
    {
        var parameters = Parameters(config);
        if (Kind(parameters) == "longrope")
            return Listed(parameters);
        if (Kind(parameters) != "llama3")
            return null;
        var theta = ModelConfig.NumberOf(parameters, "rope_theta") ?? config.Number("rope_theta") ?? 10_000;
        var length = config.Size("head_dim") ?? config.RequiredSize("hidden_size") / config.RequiredSize("num_attention_heads");
        var factor = ModelConfig.NumberOf(parameters, "factor") ?? 8;
        var low = ModelConfig.NumberOf(parameters, "low_freq_factor") ?? 1;
        var high = ModelConfig.NumberOf(parameters, "high_freq_factor") ?? 4;
        var trained = ModelConfig.NumberOf(parameters, "original_max_position_embeddings") ?? 8192;
        if (theta <= 0 || factor <= 0 || low <= 0 || high <= low || trained <= 0)
            throw FolderFault.Refuse(ModelConfig.FileName, "'rope_scaling' has factors that are not above 0, or low above high");
        return [.. Enumerable.Range(0, (int)length / 2).Select(pair => Factor(pair))];

        float Factor(int pair)
        {
            var wavelength = 2 * MathF.PI * MathF.Pow(theta, 2f * pair / length);
            if (wavelength < trained / high)
                return 1;
            if (wavelength > trained / low)
                return factor;
            var smooth = ((trained / wavelength) - low) / (high - low);
            return 1 / (((1 - smooth) / factor) + smooth);
        }
    }

    private static List<float>? Listed(JsonElement parameters)
    {
        var (few, many) = (Numbers(parameters, "short_factor"), Numbers(parameters, "long_factor"));
        return few is not null && many is not null && few.SequenceEqual(many) && few.All(divisor => divisor > 0)
            && ModelConfig.NumberOf(parameters, "attention_factor") == 1 ? few : null;
    }

    private static List<float>? Numbers(JsonElement parameters, string name) =>
        ModelConfig.Property(parameters, name) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetSingle(out _))
            ? [.. list.EnumerateArray().Select(item => item.GetSingle())] : null;
}
