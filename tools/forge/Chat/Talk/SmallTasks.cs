using System.Globalization;
using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;

namespace LocalAI.Plugins.Forge.Chat.Talk;

/// <summary>Small tasks that are done by copying or counting, and questions that have no known answer.</summary>
internal static class SmallTasks
{
    private const string Sentence =
        "[The {animal} [is|was] in the [garden|house|kitchen|forest]|{name} [likes|loves|has] {food}|It is "
        + "[cold|warm|dark|late] in {town}|My {pet} is called {name}"
        + "|{name} lives in {town}|I like {food} and {hobby}|We go to {town} on {day}]";

    private static readonly (IReadOnlyList<string> Members, string One, string Many)[] Groups =
    [
        (["a cat", "a dog", "a horse", "a cow", "a bird", "a fish", "a lion", "a bear"], "an animal", "animals"),
        (["an apple", "a banana", "a pear", "a cherry", "an orange", "a lemon"], "a fruit", "fruits"),
        (["red", "blue", "green", "yellow", "black", "white"], "a colour", "colours"),
        (["France", "Italy", "Japan", "Brazil", "Canada", "Egypt"], "a country", "countries"),
        (["Paris", "London", "Tokyo", "Rome", "Berlin", "Madrid"], "a city", "cities"),
    ];

    private static readonly Func<Writer, (string Said, string Reply, string Thought, string Key)>[] Tasks =
        [Greeting, Repeating, Counting, CountingDown, Listing, Naming, UnknownCapital, UnknownPerson, Comparing];

    /// <summary>A task and how it is done.</summary>
    public static Sample One(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var key = Add(writer, messages);
        return new Sample("tasks", messages) { Expected = [key] };
    }

    /// <summary>Adds a task and how it is done.</summary>
    /// <returns>What the answer must have.</returns>
    public static string Add(Writer writer, List<Message> messages)
    {
        var (said, reply, thought, key) = writer.Dice.One(Tasks)(writer);
        messages.Add(Message.User(Manner.KeepingNames(writer, said)));
        messages.Add(writer.Answer(reply, thought));
        return key;
    }

    private static (string, string, string, string) Greeting(Writer writer)
    {
        var name = writer.Name(50);
        var (word, reply) = writer.Dice.One(
            [("hello", "Hello"), ("good morning", "Good morning"), ("good night", "Good night"), ("goodbye", "Goodbye")]);
        return ($"Say {word} to {name}.", $"{reply}, {name}!", $"I say {word} to {name}.", name);
    }

    private static (string, string, string, string) Repeating(Writer writer)
    {
        var sentence = writer.Say(Sentence,
            ("animal", writer.Dice.One(StoryWorld.Animals)), ("name", writer.Name(50)), ("town", writer.Town(50)),
            ("food", writer.Dice.One(People.Foods)), ("hobby", writer.Dice.One(People.Hobbies)), ("pet", writer.Dice.One(People.Pets)),
            ("day", writer.Dice.One(Words.Facts.Days)));
        return (writer.Say("[Repeat after me:|Repeat this:|Say this:|Please repeat:|Say:] ") + sentence + ".", sentence + ".",
            "The user wants me to repeat it.", sentence);
    }

    private static (string, string, string, string) Counting(Writer writer)
    {
        var from = writer.Dice.Between(1, 14);
        var to = writer.Dice.Between(from + 2, Math.Min(from + 9, 20));
        return ($"Count from {Text(from)} to {Text(to)}.", Row(Enumerable.Range(from, to - from + 1)), "I count up.", Text(to));
    }

    private static (string, string, string, string) CountingDown(Writer writer)
    {
        var from = writer.Dice.Between(3, 10);
        return ($"Count down from {Text(from)}.", Row(Enumerable.Range(1, from).Reverse()), "I count down to one.", Text(1));
    }

    private static (string, string, string, string) Listing(Writer writer)
    {
        var (members, _, many) = writer.Dice.One(Groups);
        var (number, count) = writer.Dice.One([("two", 2), ("three", 3), ("four", 4)]);
        var some = writer.Dice.Some(members, count);
        return (writer.Say("[Name|List|Tell me] {n} {many}.", ("n", number), ("many", many)), Phrase.Capital(Phrase.List(some)) + ".",
            $"The user wants {number} {many}.", some[^1]);
    }

    private static (string, string, string, string) Naming(Writer writer)
    {
        var (members, one, _) = writer.Dice.One(Groups);
        var member = writer.Dice.One(members);
        return (writer.Say("[Name|Tell me] {one}.", ("one", one)), Phrase.Capital(member) + ".",
            $"The user wants {one}.", Phrase.Capital(member));
    }

    private static (string, string, string, string) UnknownCapital(Writer writer)
    {
        var country = MadeUpWords.Write(writer.Dice, writer.HasHeldOutNames);
        return (writer.Say("[What is|What's] the capital of {country}?", ("country", country)), $"I do not know the capital of {country}.",
            $"I do not know {country}.", "not know");
    }

    private static (string, string, string, string) UnknownPerson(Writer writer)
    {
        var name = MadeUpWords.Write(writer.Dice, writer.HasHeldOutNames);
        return (writer.Say("[Who is|Do you know|What do you know about] {name}?", ("name", name)), $"I do not know {name}.",
            $"I do not know {name}.", "not know");
    }

    private static (string, string, string, string) Comparing(Writer writer)
    {
        var (one, other) = (writer.Dice.Between(0, 99), writer.Dice.Between(0, 99));
        while (other == one)
            other = writer.Dice.Between(0, 99);
        var (more, less) = (Text(Math.Max(one, other)), Text(Math.Min(one, other)));
        return (writer.Say("Which [number |]is [larger|bigger], {a} or {b}?", ("a", Text(one)), ("b", Text(other))),
            $"{more} is larger than {less}.",
            $"I compare {one} and {other}.", $"{more} is");
    }

    private static string Row(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(Text)) + ".";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
