namespace LocalAI.Plugins.Llama.Loading;

/// <summary>How positions beyond the trained context are scaled, with the numbers of llama.h (llama_rope_scaling_type).</summary>
internal enum RopeScaling
{
    /// <summary>As the model's file says.</summary>
    Model = -1,

    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Linearly.</summary>
    Linear = 1,

    /// <summary>With YaRN.</summary>
    Yarn = 2,
}
