using System.Globalization;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Facts;

/// <summary>Sums and differences up to 20 that the model knows; larger ones it works out step by step where it thinks.</summary>
internal static class Sums
{
    private const int MostKnown = 20;
    private const int MostThought = 99;

    private static readonly Wordings Additions = new(
        [
            "[What is|What's|How much is] {a} [+|plus] {b}?", "{a} + {b}?", "{a} + {b} = ?", "Add {a} and {b}.",
            "[Please calculate|Calculate] {a} + {b}.", "What do you get when you add {a} and {b}?", "What is the sum of {a} and {b}?",
        ],
        ["Can you add {a} and {b}?", "{a} and {b} together are how much?", "Tell me what {a} plus {b} is."]);

    private static readonly Wordings Differences = new(
        [
            "[What is|What's|How much is] {a} [-|minus] {b}?", "{a} - {b}?", "{a} - {b} = ?", "Take {b} away from {a}.",
            "[Please calculate|Calculate] {a} - {b}.", "What is left when you take {b} from {a}?",
        ],
        ["Can you take {b} away from {a}?", "Tell me what {a} minus {b} is."]);

    private static readonly Wordings MoreAdditions = new(
        ["And {a} + {b}?", "And {a} plus {b}?", "What about {a} + {b}?"], ["How about {a} plus {b}?"]);

    private static readonly Wordings MoreDifferences = new(
        ["And {a} - {b}?", "And {a} minus {b}?", "What about {a} - {b}?"], ["How about {a} minus {b}?"]);

    /// <summary>A sum or a difference of two numbers.</summary>
    public static Fact Any(Writer writer)
    {
        var isLarge = writer.Thinks && writer.Dice.Percent(50);
        var isSum = writer.Dice.Percent(60);
        return isLarge ? Large(writer, isSum) : Known(writer, isSum);
    }

    /// <summary>A sum or a difference up to 20; each is as likely as the others.</summary>
    public static Fact Known(Writer writer, bool isSum)
    {
        int whole, part;
        do
            (whole, part) = (writer.Dice.Between(0, MostKnown), writer.Dice.Between(0, MostKnown));
        while (part > whole);
        return isSum ? Sum(whole - part, part) : Difference(whole, part);
    }

    private static Fact Large(Writer writer, bool isSum)
    {
        var whole = writer.Dice.Between(MostKnown + 1, MostThought);
        var part = writer.Dice.Between(11, whole - 10);
        return isSum ? Sum(whole - part, part) : Difference(whole, part);
    }

    /// <summary>The fact that <paramref name="a"/> + <paramref name="b"/> is what it is.</summary>
    public static Fact Sum(int a, int b) =>
        new(Additions, "{a} + {b} is {key}.", StepsOfSum(a, b), Numbers(a, b, a + b)) { FollowUps = MoreAdditions };

    /// <summary>The fact that <paramref name="a"/> - <paramref name="b"/> is what it is.</summary>
    public static Fact Difference(int a, int b) =>
        new(Differences, "{a} - {b} is {key}.", StepsOfDifference(a, b), Numbers(a, b, a - b)) { FollowUps = MoreDifferences };

    private static Slots Numbers(int a, int b, int result) => Slots.Of(("a", Text(a)), ("b", Text(b)), ("key", Text(result)));

    private static string StepsOfSum(int a, int b)
    {
        var (tens, ones) = (a / 10 * 10 + b / 10 * 10, a % 10 + b % 10);
        return a < 10 || b < 10
            ? $"The user asks for {a} + {b}. That makes {a + b}."
            : $"The user asks for {a} + {b}. {a / 10 * 10} + {b / 10 * 10} = {tens}. {a % 10} + {b % 10} = {ones}. "
                + $"{tens} + {ones} = {a + b}.";
    }

    private static string StepsOfDifference(int a, int b) => b < 10
        ? $"The user asks for {a} - {b}. That makes {a - b}."
        : $"The user asks for {a} - {b}. {a} - {b / 10 * 10} = {a - b / 10 * 10}. {a - b / 10 * 10} - {b % 10} = {a - b}.";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
