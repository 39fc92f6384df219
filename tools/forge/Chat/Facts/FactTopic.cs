using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Facts;

/// <summary>Facts of one kind.</summary>
/// <param name="Name">What they are about, for tests and statistics.</param>
/// <param name="Share">How often one is asked for, compared with the other topics.</param>
/// <param name="Facts">The facts.</param>
internal sealed record FactTopic(string Name, int Share, IReadOnlyList<Fact> Facts)
{
    /// <summary>A topic of facts that are all asked for and answered in the same words.</summary>
    public static FactTopic Of(
        string name, int share, Wordings questions, Wordings followUps, string answer, string thought, IEnumerable<Slots> facts) =>
        new(name, share, [.. facts.Select(slots => new Fact(questions, answer, thought, slots) { FollowUps = followUps })]);
}
