using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Stories;

/// <summary>
/// What happens in a story, as phrases. Slots: <c>hero</c> and <c>friend</c> are names, <c>kind</c> and <c>fkind</c> what they are,
/// <c>he</c>, <c>his</c>, <c>him</c> and <c>fhe</c>, <c>fhis</c>, <c>fhim</c> their pronouns, <c>trait</c> what the hero is like,
/// <c>place</c> where the hero lives, <c>thing</c> a thing and <c>look</c> what it looks like, <c>food</c> something to eat.
/// </summary>
/// <param name="Theme">What the story is about, for those who ask for it: "friendship".</param>
/// <param name="Beats">The wish, the problem, the turn and the end.</param>
/// <param name="Summary">The story in two sentences.</param>
/// <param name="Moral">What one can learn from it.</param>
internal sealed record Plot(string Theme, IReadOnlyList<string> Beats, string Summary, string Moral)
{
    /// <summary>Whether the thing is one that the story needs.</summary>
    public bool HasThing { get; init; }

    /// <summary>What one can ask about the story, and the answers.</summary>
    public IReadOnlyList<(string Question, string Answer)> Questions { get; init; } = [];

    /// <summary>Tells what happens.</summary>
    public string Tell(Writer writer, Slots slots) => string.Join(' ', Beats.Select(beat => writer.Say(beat, slots)));
}
