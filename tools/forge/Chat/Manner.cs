using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>How carefully people write: in small letters, without the question mark, with a word of politeness.</summary>
internal static class Manner
{
    private static readonly Wordings Greetings = new(["Hi! ", "Hello! ", "Hey, ", "Hello, ", "Okay. ", "Hi, "], ["Hi there! ", "Well, "]);

    private static readonly Wordings Openings = new(
        ["Please tell me: ", "I have a question. ", "Tell me, ", "A question: ", "Please help me: ", "Now tell me: ", "One question: "],
        ["Quick question: ", "Could you help me? "]);

    // What is polite already, or goes on from what was said before.
    private static readonly string[] Complete =
        ["Hi", "Hello", "And ", "What about", "How about", "Also", "Please", "Now", "Tell", "Good", "Thank"];

    /// <summary>A question as someone might write it, in any letters.</summary>
    public static string Any(Writer writer, string question)
    {
        var text = Polite(writer, question);
        return writer.Dice.Percent(18) ? text.ToLowerInvariant() : text;
    }

    /// <summary>The same with names and places in the letters that they have, so that an answer can repeat them.</summary>
    public static string KeepingNames(Writer writer, string question)
    {
        var text = Polite(writer, question);
        return writer.Dice.Percent(12) ? Lower(text) : text;
    }

    private static string Polite(Writer writer, string said)
    {
        var isQuestion = said.EndsWith('?');
        var text = writer.Dice.Percent(15) ? said.TrimEnd('?', '.') : said;
        if (Complete.Any(start => said.StartsWith(start, StringComparison.Ordinal)) || !writer.Dice.Percent(13))
            return text;
        var opening = writer.Say(isQuestion && writer.Dice.Percent(50) ? Openings : Greetings);
        return opening + (opening.EndsWith(", ", StringComparison.Ordinal) ? Lower(text) : text);
    }

    private static string Lower(string text) =>
        text.StartsWith("I ", StringComparison.Ordinal) || text.StartsWith("I'", StringComparison.Ordinal)
            ? text : char.ToLowerInvariant(text[0]) + text[1..];
}
