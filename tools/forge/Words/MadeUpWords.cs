using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Words;

/// <summary>Names that no list holds, made of syllables. One of eight is held out: it is in no set for training.</summary>
internal static class MadeUpWords
{
    private const int HeldOutOneOf = 8;

    private static readonly string[] Starts =
        ["b", "br", "c", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "w", "z", ""];

    private static readonly string[] Middles = ["a", "e", "i", "o", "u", "a", "e", "o", "ai", "ee", "oo"];

    private static readonly string[] Ends = ["", "", "", "n", "r", "l", "s", "m", "k", "nd", "t", "x"];

    private static readonly string[] Consonants = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];

    /// <summary>A name of two or three syllables with a capital.</summary>
    public static string Write(Dice dice, bool isHeldOut)
    {
        string word;
        do
            word = Spell(dice);
        while (IsHeldOut(word) != isHeldOut || word.Length < 4);
        return word;
    }

    /// <summary>Whether a made-up name is kept out of the sets for training.</summary>
    public static bool IsHeldOut(string word)
    {
        var hash = 0UL;
        foreach (var letter in word)
            hash = Dice.Mix(hash + letter);
        return hash % HeldOutOneOf == 0;
    }

    private static string Spell(Dice dice)
    {
        var word = dice.One(Starts) + dice.One(Middles);
        var syllables = dice.Between(1, 2);
        for (var i = 0; i < syllables; i++)
            word += dice.One(Consonants) + dice.One(Middles);
        return Phrase.Capital(word + dice.One(Ends));
    }
}
