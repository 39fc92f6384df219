using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;

namespace LocalAI.Plugins.Forge.Chat.Stories;

/// <summary>Tells stories: a hero with a wish or a problem, a friend, a turn, a good end.</summary>
internal static class StoryTeller
{
    private const string Opening =
        "[Once upon a time, there was {a trait} {kind} named {hero}. {He} lived {place}."
        + "|Once upon a time, there was {a trait} {kind} named {hero} who lived {place}."
        + "|Once upon a time, {a trait} {kind} lived {place}. {His} name was {hero}."
        + "|Once upon a time, there lived {a trait} {kind} {place}. {His} name was {hero}."
        + "|There once was {a trait} {kind} named {hero}. {He} lived {place}."
        + "|Long ago, {a trait} {kind} named {hero} lived {place}.]";

    private static readonly string[] Grown =
        ["queen", "woman", "teacher", "king", "man", "farmer", "sailor", "pirate", "knight", "wizard", "giant", "whale", "dinosaur"];

    private static readonly string[] Young = ["girl", "boy", "prince", "princess", "kitten", "puppy"];

    /// <summary>A story about anyone and anything.</summary>
    /// <param name="writer">The sample's writer.</param>
    /// <param name="plot">What happens.</param>
    public static Story Tell(Writer writer, Plot plot)
    {
        var slots = Cast(writer);
        return new Story($"{writer.Say(Opening, slots)} {plot.Tell(writer, slots)}", plot, slots);
    }

    private static Slots Cast(Writer writer)
    {
        var (kind, isSheHero) = Someone(writer);
        var (friendKind, isSheFriend) = Someone(writer);
        while (friendKind == kind)
            (friendKind, isSheFriend) = Someone(writer);
        var hero = NameOf(writer, isSheHero);
        var friend = NameOf(writer, isSheFriend);
        while (friend == hero)
            friend = NameOf(writer, isSheFriend);
        return Slots.Of(
            ("hero", hero), ("kind", kind), ("he", isSheHero ? "she" : "he"), ("his", isSheHero ? "her" : "his"),
            ("him", isSheHero ? "her" : "him"),
            ("friend", friend), ("fkind", friendKind), ("fhe", isSheFriend ? "she" : "he"), ("fhis", isSheFriend ? "her" : "his"),
            ("fhim", isSheFriend ? "her" : "him"), ("trait", TraitOf(writer, kind)), ("place", writer.Dice.One(StoryWorld.Places)),
            ("thing", writer.Dice.One(StoryWorld.Things)), ("look", writer.Dice.One(StoryWorld.Looks)),
            ("food", writer.Dice.One(StoryWorld.Foods)));
    }

    private static (string Kind, bool IsShe) Someone(Writer writer) => writer.Dice.Below(10) switch
    {
        0 or 1 => (writer.Dice.One(StoryWorld.Women), true),
        2 or 3 => (writer.Dice.One(StoryWorld.Men), false),
        _ => (writer.Dice.One(StoryWorld.Animals), writer.Dice.Percent(50)),
    };

    private static string NameOf(Writer writer, bool isShe) => writer.Name(madeUp: 8, isShe);

    // A boy is not old, and a king is not little.
    private static string TraitOf(Writer writer, string kind)
    {
        var trait = writer.Dice.One(StoryWorld.Traits);
        while (Young.Contains(kind) ? trait is "old" : Grown.Contains(kind) && trait is "little" or "small")
            trait = writer.Dice.One(StoryWorld.Traits);
        return trait;
    }
}
