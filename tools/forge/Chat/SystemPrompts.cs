using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>What the system says first: often nothing, as many clients send nothing.</summary>
internal static class SystemPrompts
{
    private const int Silent = 45;

    private static readonly Wordings Usual = new(
        [
            "You are a helpful assistant.", "You are a helpful assistant.", "You are a helpful assistant.",
            "You are a helpful AI assistant.", "You are a friendly assistant.", "You are a helpful and friendly assistant.",
            "Be helpful.", "Answer the user's questions.", "You are an assistant. Answer in short sentences.",
            "You are a kind assistant who answers briefly.",
        ],
        ["You are a helpful assistant.", "You are a kind and helpful assistant.", "You are a helpful, honest assistant."]);

    /// <summary>The first messages of a conversation: one of the system, or none.</summary>
    public static List<Message> Begin(Writer writer) =>
        writer.Dice.Percent(Silent) ? [] : [Message.System(writer.Say(Usual))];
}
