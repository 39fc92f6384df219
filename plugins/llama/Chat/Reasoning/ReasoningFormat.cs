namespace LocalAI.Plugins.Llama.Chat.Reasoning;

/// <summary>Where a model's thoughts go: the option reasoning_format.</summary>
internal enum ReasoningFormat
{
    /// <summary>They stay in the content, with their markers.</summary>
    None,

    /// <summary>As <see cref="DeepSeek"/>.</summary>
    Auto,

    /// <summary>To reasoning_content.</summary>
    DeepSeek,

    /// <summary>To reasoning_content, and with their markers to the content too.</summary>
    DeepSeekLegacy,
}
