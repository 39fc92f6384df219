using System.Text;

namespace LocalAI.Plugins.Forge.Grammar;

/// <summary>
/// A text with choices and slots: <c>[Hello|Hi], {name}[!|.]</c>. Choices may hold others, and one may be empty. <c>{name}</c> is what the
/// slot holds, <c>{Name}</c> the same with a capital, <c>{a name}</c> the same behind "a" or "an", <c>{A name}</c> behind "A" or "An".
/// </summary>
internal static class Phrase
{
    private const string Vowels = "aeiouAEIOU";

    /// <summary>Writes a phrase: each choice is taken at random, each as likely as the others beside it.</summary>
    /// <exception cref="FormatException">A bracket is not closed, or a slot is not filled.</exception>
    public static string Write(string phrase, Dice dice, Slots slots)
    {
        var text = new StringBuilder();
        var at = 0;
        Write(phrase, ref at, phrase.Length, text, dice, slots);
        return text.ToString();
    }

    /// <summary>A word behind "a" or "an", by how it is spelled.</summary>
    public static string WithArticle(string word) => (StartsWithVowelSound(word) ? "an " : "a ") + word;

    /// <summary>A text with its first letter in upper case.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Several words as one lists them: "a, b and c".</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1];

    private static bool StartsWithVowelSound(string word) =>
        (Vowels.Contains(word[0], StringComparison.Ordinal) || word[0] == '8' || word is "11" or "18")
        && !word.StartsWith("uni", StringComparison.Ordinal)
        && !word.StartsWith("one", StringComparison.Ordinal);

    private static void Write(string phrase, ref int at, int end, StringBuilder text, Dice dice, Slots slots)
    {
        while (at < end)
        {
            switch (phrase[at])
            {
                case '[':
                    var choices = Choices(phrase, at, out var after);
                    var (from, to) = dice.One(choices);
                    Write(phrase, ref from, to, text, dice, slots);
                    at = after;
                    break;
                case '{':
                    var close = phrase.IndexOf('}', at);
                    text.Append(Fill(phrase[(at + 1)..close], phrase, slots));
                    at = close + 1;
                    break;
                default:
                    text.Append(phrase[at++]);
                    break;
            }
        }
    }

    private static List<(int From, int To)> Choices(string phrase, int open, out int after)
    {
        var choices = new List<(int, int)>();
        var depth = 0;
        var from = open + 1;
        for (var i = open + 1; i < phrase.Length; i++)
        {
            switch (phrase[i])
            {
                case '[':
                    depth++;
                    break;
                case '|' when depth == 0:
                    choices.Add((from, i));
                    from = i + 1;
                    break;
                case ']' when depth-- == 0:
                    choices.Add((from, i));
                    after = i + 1;
                    return choices;
            }
        }
        throw new FormatException($"The phrase '{phrase}' has a [ without its ].");
    }

    private static string Fill(string slot, string phrase, Slots slots)
    {
        var space = slot.IndexOf(' ', StringComparison.Ordinal);
        var name = slot[(space + 1)..];
        var isCapital = char.IsUpper(slot[0]);
        if (!slots.TryGetValue(space < 0 && isCapital ? char.ToLowerInvariant(name[0]) + name[1..] : name, out var value))
            throw new FormatException($"The phrase '{phrase}' has a slot '{slot}' that nothing fills.");
        var filled = space < 0 ? value : WithArticle(value);
        return isCapital ? Capital(filled) : filled;
    }
}
