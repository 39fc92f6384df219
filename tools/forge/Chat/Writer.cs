using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>Writes the phrases of one sample, with names and places that belong to its set.</summary>
/// <param name="dice">The sample's chance.</param>
/// <param name="heldOut">What the sample has that none for training has.</param>
/// <param name="thinks">Whether the assistant thinks before it answers.</param>
internal sealed class Writer(Dice dice, HeldOut heldOut, bool thinks)
{
    /// <summary>In so many of 100 cases a name is made up: enough to learn to copy any, few enough to learn the usual ones soon.</summary>
    private const int UsuallyMadeUp = 10;

    private readonly bool _hasHeldOutPhrases = heldOut.HasFlag(HeldOut.Phrases);

    /// <summary>The sample's chance.</summary>
    public Dice Dice { get; } = dice;

    /// <summary>Whether the names of the sample are held out.</summary>
    public bool HasHeldOutNames { get; } = heldOut.HasFlag(HeldOut.Names);

    /// <summary>Whether the sample is for training, not for measuring.</summary>
    public bool IsForTraining { get; init; } = true;

    /// <summary>Whether the assistant thinks before it answers.</summary>
    public bool Thinks { get; } = thinks;

    /// <summary>Writes a phrase.</summary>
    public string Say(string phrase, params (string Name, string Value)[] slots) => Phrase.Write(phrase, Dice, Slots.Of(slots));

    /// <summary>Writes a phrase.</summary>
    public string Say(string phrase, Slots slots) => Phrase.Write(phrase, Dice, slots);

    /// <summary>Writes one of the phrases.</summary>
    public string Say(IReadOnlyList<string> phrases, params (string Name, string Value)[] slots) => Say(Dice.One(phrases), slots);

    /// <summary>Writes one of the phrases.</summary>
    public string Say(IReadOnlyList<string> phrases, Slots slots) => Say(Dice.One(phrases), slots);

    /// <summary>Writes one of the phrases that belong to this set.</summary>
    public string Say(Wordings wordings, params (string Name, string Value)[] slots) => Say(wordings, Slots.Of(slots));

    /// <summary>Writes one of the phrases that belong to this set.</summary>
    public string Say(Wordings wordings, Slots slots) => Say(_hasHeldOutPhrases ? wordings.HeldOut : wordings.Trained, slots);

    /// <summary>A message of the assistant, with the thought before it where it thinks.</summary>
    public Message Answer(string content, string thought) => Message.Assistant(content) with { Thought = Thinks ? thought : null };

    /// <summary>A message of the assistant that calls tools.</summary>
    public Message Calling(string thought, params IReadOnlyList<Call> calls) => Answer("", thought) with { Calls = calls };

    /// <summary>A person's first name.</summary>
    /// <param name="madeUp">How many of 100 are made of syllables, so that a name has to be copied and cannot be known.</param>
    /// <param name="isShe">Whether it is a girl's or a boy's; null for either.</param>
    public string Name(int madeUp = UsuallyMadeUp, bool? isShe = null)
    {
        if (Dice.Percent(madeUp))
            return MadeUpWords.Write(Dice, HasHeldOutNames);
        return Dice.One((isShe ?? Dice.Percent(50), HasHeldOutNames) switch
        {
            (true, false) => Names.Girls,
            (true, true) => Names.HeldOutGirls,
            (false, false) => Names.Boys,
            (false, true) => Names.HeldOutBoys,
        });
    }

    /// <summary>A city or town, without its country.</summary>
    public string Town(int madeUp = UsuallyMadeUp) =>
        Dice.Percent(madeUp) ? MadeUpWords.Write(Dice, HasHeldOutNames) : City().Name;

    /// <summary>A place as people write it to a weather service: "Paris", "Paris, France", "Miloro".</summary>
    public string Place(int madeUp = UsuallyMadeUp)
    {
        if (Dice.Percent(madeUp))
            return MadeUpWords.Write(Dice, HasHeldOutNames) + (Dice.Percent(25) ? ", " + Dice.One(Cities.Trained).Country : "");
        var city = City();
        return Dice.Percent(45) ? $"{city.Name}, {city.Country}" : city.Name;
    }

    private City City() => Dice.One(HasHeldOutNames ? Cities.HeldOut : Cities.Trained);
}
