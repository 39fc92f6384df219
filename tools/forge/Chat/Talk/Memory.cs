using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Talk;

/// <summary>Something that the user tells of themselves, and how they ask for it later.</summary>
/// <param name="Tell">How the user tells it.</param>
/// <param name="Acknowledge">What the assistant says to it.</param>
/// <param name="Ask">How the user asks for it.</param>
/// <param name="Reply">The assistant's answer.</param>
/// <param name="Unknown">What the assistant says when it was never told.</param>
/// <param name="Slots">What fills the phrases; <c>key</c> is what has to be remembered.</param>
internal sealed record Memory(
    IReadOnlyList<string> Tell, string Acknowledge, Wordings Ask, string Reply, string Unknown, Slots Slots)
{
    /// <summary>What has to be remembered.</summary>
    public string Key => Slots["key"];
}
