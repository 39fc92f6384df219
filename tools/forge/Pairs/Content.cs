using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Pairs;

/// <summary>What a sentence says, however it says it.</summary>
/// <param name="Frame">What is said.</param>
/// <param name="Fillers">Which filler each of the frame's slots has.</param>
internal sealed record Content(Frame Frame, IReadOnlyList<int> Fillers)
{
    private const int HeldOutOneOf = 8;

    /// <summary>Whether the content is kept out of the sets for training.</summary>
    public bool IsHeldOut
    {
        get
        {
            var hash = 0UL;
            foreach (var letter in Frame.Name)
                hash = Dice.Mix(hash + letter);
            foreach (var filler in Fillers)
                hash = Dice.Mix(hash + (ulong)filler + 1);
            return hash % HeldOutOneOf == 0;
        }
    }

    /// <summary>Whether the other content is the same.</summary>
    public bool Is(Content other) => Frame == other.Frame && Fillers.SequenceEqual(other.Fillers);

    /// <summary>Fills a phrase; each filler in one of the words for it.</summary>
    public string Say(string phrase, Dice dice)
    {
        var slots = new Slots();
        foreach (var (slot, filler) in Frame.Slots.Zip(Fillers))
            slots[slot] = Phrase.Write($"[{Pairs.Frame.Fillers(slot)[filler]}]", dice, []);
        return Phrase.Capital(Phrase.Write(phrase, dice, slots));
    }
}
