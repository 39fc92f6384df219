using LocalAI.Plugins.Llama.Chat.Reasoning;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>How a load wants conversations to be read and answered.</summary>
internal sealed record ChatSettings
{
    /// <summary>A template in the place of the model's: Jinja, or the path of a file with it; empty for the model's.</summary>
    public string Template { get; init; } = "";

    /// <summary>Where the model's thoughts go.</summary>
    public ReasoningFormat ReasoningFormat { get; init; } = ReasoningFormat.DeepSeek;

    /// <summary>Tokens a thought may have; -1 for as many as the model likes, 0 for no thinking.</summary>
    public int ReasoningBudget { get; init; } = -1;

    /// <summary>Whether a last message of the assistant is continued instead of answered.</summary>
    public bool PrefillAssistant { get; init; } = true;
}
