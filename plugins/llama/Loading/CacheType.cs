namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The types that llama.cpp can keep a KV cache in.</summary>
internal static class CacheType
{
    /// <summary>Their names, case-sensitive.</summary>
    public static string[] Names { get; } = ["f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "iq4_nl", "q5_0", "q5_1"];
}
