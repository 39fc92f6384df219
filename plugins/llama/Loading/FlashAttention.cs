namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Whether attention runs as one fused operation, with the numbers of llama.h (llama_flash_attn_type).</summary>
internal enum FlashAttention
{
    /// <summary>Where the device can.</summary>
    Auto = -1,

    /// <summary>Never.</summary>
    Off = 0,

    /// <summary>Always.</summary>
    On = 1,
}
