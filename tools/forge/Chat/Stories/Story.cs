using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Stories;

/// <summary>A story that was told.</summary>
/// <param name="Text">The story.</param>
/// <param name="Plot">What happens in it.</param>
/// <param name="Slots">Who and what it is about.</param>
internal sealed record Story(string Text, Plot Plot, Slots Slots);
