namespace LocalAI.Plugins.Llama.Chat.Reasoning;

/// <summary>The words of the option reasoning_format.</summary>
internal static class ReasoningFormats
{
    /// <summary>The words, for messages.</summary>
    public const string Words = "none, auto, deepseek or deepseek-legacy";

    public static bool TryRead(string word, out ReasoningFormat format)
    {
        format = ReasoningFormat.DeepSeek;
        switch (word.Trim().ToUpperInvariant().Replace('_', '-'))
        {
            case "NONE":
                format = ReasoningFormat.None;
                return true;
            case "AUTO":
                format = ReasoningFormat.Auto;
                return true;
            case "DEEPSEEK":
                return true;
            case "DEEPSEEK-LEGACY":
                format = ReasoningFormat.DeepSeekLegacy;
                return true;
            default:
                return false;
        }
    }
}
