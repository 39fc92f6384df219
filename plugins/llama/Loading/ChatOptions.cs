using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Reasoning;

namespace LocalAI.Plugins.Llama.Loading;

/// <summary>The options of conversations.</summary>
internal static class ChatOptions
{
    /// <summary>The options, for the register.</summary>
    public static IReadOnlyList<LoadOption> All { get; } =
    [
        new(["chat_template"], "the model's", "a Jinja template, or the path of a file with one",
            "The chat template; a relative path counts from the model's folder.",
            (settings, value) => value is { Length: > 0 } ? Chat(settings, chat => chat with { Template = value }) : null),
        LoadOptions.Flag(["prefill_assistant"], "true", "Continue a last message of the assistant instead of answering it.",
            (settings, value) => Chat(settings, chat => chat with { PrefillAssistant = value })),
        LoadOptions.Words(["reasoning_format"], "deepseek", ["none", "auto", "deepseek", "deepseek-legacy", "deepseek_legacy"],
            "Where thoughts go: none leaves them in the content, deepseek and auto give reasoning_content, deepseek-legacy both.",
            (settings, value) => Chat(settings, chat => chat with
            {
                ReasoningFormat = Enum.Parse<ReasoningFormat>(
                    value.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            })),
        LoadOptions.Integer(["enable_reasoning", "reasoning_budget"], "-1", -1, int.MaxValue,
            "Tokens a thought may have; -1 for as many as the model likes, 0 for no thinking.",
            (settings, value) => Chat(settings, chat => chat with { ReasoningBudget = value })),
    ];

    private static LoadSettings Chat(LoadSettings settings, Func<ChatSettings, ChatSettings> set) =>
        settings with { Chat = set(settings.Chat) };
}
