namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// The ranges outside of which llama.cpp v0.4.0 divides by zero, asserts, or allocates without end. What it refuses by itself is
/// listed too where the sentence of this engine is clearer.
/// </summary>
internal static class NumberRules
{
    private const double Billion = 1 << 30;

    /// <summary>Rules for every architecture.</summary>
    public static readonly NumberRule[] All =
    [
        new("block_count", GgufType.UInt32, 1, 512, Required: true),
        new("context_length", GgufType.UInt32, 1, Billion, Required: true),
        new("embedding_length", GgufType.UInt32, 1, 1 << 20, Required: true),
        new("embedding_length_out", GgufType.UInt32, 0, 1 << 20),
        new("feed_forward_length", GgufType.UInt32, 0, 1 << 24, PerLayer: true),
        new("nextn_predict_layers", GgufType.UInt32, 0, 511),
        new("vocab_size", GgufType.UInt32, 0, TokenTable.MostTokens),
        new("pooling_type", GgufType.UInt32, 0, 4),
        new("attention.causal", GgufType.Bool, 0, 1),
        new("attention.head_count", GgufType.UInt32, 0, 1 << 16, PerLayer: true),
        new("attention.head_count_kv", GgufType.UInt32, 0, 1 << 16, PerLayer: true),
        new("attention.key_length", GgufType.UInt32, 1, 1 << 16),
        new("attention.value_length", GgufType.UInt32, 1, 1 << 16),
        new("attention.key_length_swa", GgufType.UInt32, 1, 1 << 16),
        new("attention.value_length_swa", GgufType.UInt32, 1, 1 << 16),
        new("attention.sliding_window", GgufType.UInt32, 0, Billion),
        new("attention.temperature_length", GgufType.UInt32, 1, Billion),
        new("attention.relative_buckets_count", GgufType.UInt32, 4, 1 << 20),
        new("attention.layer_norm_epsilon", GgufType.Float32, 0, 1),
        new("attention.layer_norm_rms_epsilon", GgufType.Float32, 0, 1),
        new("attention.group_norm_epsilon", GgufType.Float32, 0, 1),
        new("attention.group_norm_groups", GgufType.UInt32, 1, 1 << 20),
        new("expert_count", GgufType.UInt32, 0, 1024),
        new("expert_used_count", GgufType.UInt32, 0, 1024, PerLayer: true),
        new("expert_group_count", GgufType.UInt32, 0, 1024),
        new("expert_group_used_count", GgufType.UInt32, 0, 1024),
        new("experts_per_group", GgufType.UInt32, 1, 1024),
        new("interleave_moe_layer_step", GgufType.UInt32, 0, 512),
        new("rope.dimension_count", GgufType.UInt32, 0, 1 << 16),
        new("rope.dimension_count_swa", GgufType.UInt32, 2, 1 << 16),
        new("rope.freq_base", GgufType.Float32, 1e-6, 1e15),
        new("rope.freq_base_swa", GgufType.Float32, 1e-6, 1e15),
        new("rope.scaling.factor", GgufType.Float32, 0, 1e9),
        new("rope.scale_linear", GgufType.Float32, 0, 1e9),
        new("rope.scaling.original_context_length", GgufType.UInt32, 0, Billion),
        new("shortconv.l_cache", GgufType.UInt32, 1, 1 << 16),
        new("ssm.conv_kernel", GgufType.UInt32, 1, 1 << 16),
        new("ssm.inner_size", GgufType.UInt32, 1, 1 << 24),
        new("ssm.state_size", GgufType.UInt32, 1, 1 << 20),
        new("ssm.time_step_rank", GgufType.UInt32, 1, 1 << 20),
        new("ssm.group_count", GgufType.UInt32, 0, 1 << 20),
        new("kda.head_dim", GgufType.UInt32, 1, 1 << 16),
        new("wkv.head_size", GgufType.UInt32, 1, 1 << 16),
        new("token_shift_count", GgufType.UInt32, 1, 16),
    ];

    /// <summary>Checks every rule whose key the file has.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        foreach (var rule in All)
        {
            var key = file.Model.Key(rule.Name);
            if (file.Metadata.Find(key) is { } value)
                CheckValue(rule, key, value, file, fault);
            else if (rule.Required)
                throw fault.Refuse($"{GgufFault.Quote(key)} is missing");
        }
    }

    private static void CheckValue(NumberRule rule, string key, GgufValue value, GgufFile file, GgufFault fault)
    {
        if (value.Type == GgufType.Array && rule.PerLayer)
        {
            CheckArray(rule, key, value, file.Model.BlockCount, fault);
            return;
        }
        if (value.Type != rule.Type)
            throw fault.Refuse($"{GgufFault.Quote(key)} has the type {value.TypeName}; expected {rule.Type.Name()}");
        var number = rule.Type == GgufType.Float32 ? file.Metadata.Float32(key) : file.Metadata.UInt32(key);
        if (number is { } known && !(known >= rule.Least && known <= rule.Most))
            throw fault.Refuse($"{GgufFault.Quote(key)} is {known}; expected a value from {rule.Least} to {rule.Most}");
    }

    private static void CheckArray(NumberRule rule, string key, GgufValue value, uint layers, GgufFault fault)
    {
        var isInteger = value.ElementType is GgufType.Int32 or GgufType.UInt32;
        if (!isInteger || value.Count != layers || value.Elements is not { } elements)
            throw fault.Refuse(
                $"{GgufFault.Quote(key)} has the type {value.TypeName}; expected {layers} integers, one for each layer");
        if (elements.Any(element => element < rule.Least || element > rule.Most))
            throw fault.Refuse($"{GgufFault.Quote(key)} has an element outside {rule.Least} to {rule.Most}");
    }
}
