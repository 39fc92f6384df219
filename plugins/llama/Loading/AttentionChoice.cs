using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>Decides what <c>auto</c> means for FlashAttention, where llama.cpp would always take it.</summary>
internal static class AttentionChoice
{
    /// <summary>
    /// On the CPU the fused kernel is slow for narrow heads. Tokens a second without it ÷ with it, one sequence, one thread of a Zen 4
    /// core, 25M parameters in q8_0: width 8 1.8, 16 1.6, 32 1.55, 64 0.90, 128 0.92.
    /// </summary>
    private const uint NarrowHead = 64;

    public static FlashAttention For(LoadSettings settings, GgufFile file, bool onCpu)
    {
        // A quantised V cache exists only with the fused kernel.
        var canBeOff = settings.ValueType.BlockLength == 1;
        return settings.FlashAttention == FlashAttention.Auto && onCpu && canBeOff && file.Model.KeyLength is > 0 and < NarrowHead
            ? FlashAttention.Off
            : settings.FlashAttention;
    }
}
