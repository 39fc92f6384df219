using System.Globalization;
using LocalAI.Plugins.Forge.Chat.Facts;
using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;

namespace LocalAI.Plugins.Forge.Chat.Talk;

/// <summary>Conversations in which the user tells something and asks for it later.</summary>
internal static class Memories
{
    private static readonly Func<Writer, Memory>[] Kinds = [Name, Name, Name, Home, Age, Colour, Food, Pet, Relative, Trade, Hobby];

    /// <summary>Told in one turn and asked for in a later one, with other turns between.</summary>
    public static Sample Later(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        if (writer.Dice.Percent(15))
            SmallTalk.Greet(writer, messages);
        var memories = Different(writer, writer.Dice.Percent(35) ? 2 : 1);
        foreach (var memory in memories)
            Tell(writer, messages, memory);
        if (memories.Count == 1 && writer.Dice.Percent(35))
            Interrupt(writer, messages);
        var asked = writer.Dice.One(memories);
        Ask(writer, messages, asked);
        if (writer.Dice.Percent(10))
        {
            var thanked = messages.ToList();
            SmallTalk.End(writer, thanked);
            return new Sample("memory", writer.IsForTraining ? thanked : messages) { Expected = [asked.Key] };
        }
        return new Sample("memory", messages) { Expected = [asked.Key] };
    }

    /// <summary>Told and asked for in one turn.</summary>
    public static Sample AtOnce(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var memories = Different(writer, writer.Dice.Between(1, 2));
        var told = string.Join(' ', memories.Select(memory => writer.Say(memory.Tell, memory.Slots)));
        var asked = writer.Dice.One(memories);
        messages.Add(Message.User($"{told} {writer.Say(asked.Ask, asked.Slots)}"));
        messages.Add(Recall(writer, asked));
        return new Sample("memory", messages) { Expected = [asked.Key] };
    }

    /// <summary>Asked for without having been told.</summary>
    public static Sample Never(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var memory = Any(writer);
        if (writer.Dice.Percent(40))
            SmallTalk.Greet(writer, messages);
        messages.Add(Message.User(Manner.Any(writer, writer.Say(memory.Ask, memory.Slots))));
        messages.Add(writer.Answer(writer.Say(memory.Unknown, memory.Slots), "The user did not tell me that."));
        return new Sample("memory", messages) { Expected = ["not"] };
    }

    /// <summary>Something that a user may tell.</summary>
    public static Memory Any(Writer writer) => writer.Dice.One(Kinds)(writer);

    /// <summary>Adds that the user tells something.</summary>
    public static void Tell(Writer writer, List<Message> messages, Memory memory)
    {
        var told = writer.Say(memory.Tell, memory.Slots);
        // A name at the beginning stays as it is.
        messages.Add(Message.User(told.StartsWith(memory.Key, StringComparison.Ordinal) ? told : Manner.KeepingNames(writer, told)));
        messages.Add(writer.Answer(writer.Say(memory.Acknowledge, memory.Slots), "The user tells me something. I answer politely."));
    }

    /// <summary>Adds that the user asks for something that they told, and the answer.</summary>
    public static void Ask(Writer writer, List<Message> messages, Memory memory)
    {
        messages.Add(Message.User(Manner.Any(writer, writer.Say(memory.Ask, memory.Slots))));
        messages.Add(Recall(writer, memory));
    }

    private static List<Memory> Different(Writer writer, int count)
    {
        var memories = new List<Memory>();
        while (memories.Count < count)
        {
            var memory = Any(writer);
            // No two of a kind: "my name" is one thing. What they say must differ too, or nothing shows which was asked for.
            if (memories.TrueForAll(other => other.Reply != memory.Reply && other.Key != memory.Key))
                memories.Add(memory);
        }
        return memories;
    }

    private static void Interrupt(Writer writer, List<Message> messages)
    {
        if (writer.Dice.Percent(35))
        {
            SmallTalk.Chat(writer, messages);
            return;
        }
        FactChats.Add(writer, messages, FactBook.Any(writer));
    }

    private static Message Recall(Writer writer, Memory memory) =>
        writer.Answer(writer.Say(memory.Reply, memory.Slots), writer.Say("The user told me: {key}.", memory.Slots));

    private static Memory Name(Writer writer) => new(
        [
            "My name is {key}.", "My name is {key}.", "I am {key}.", "I'm {key}.", "Hello, my name is {key}.", "Hi, I'm {key}!",
            "Hi! My name is {key}.", "Call me {key}.",
        ],
        "Nice to meet you, {key}!",
        new(
            ["What is my name?", "What's my name?", "Do you know my name?", "Do you remember my name?", "Who am I?", "Tell me my name."],
            ["Can you tell me my name?", "How am I called?"]),
        "Your name is {key}.", "I do not know your name. You did not tell me.", Slots.Of(("key", writer.Name(madeUp: 45))));

    private static Memory Home(Writer writer) => new(
        ["I live in {key}.", "I live in {key}.", "My home is in {key}.", "I have a house in {key}.", "We live in {key}."],
        "{Key} sounds like a nice place!",
        new(
            ["Where do I live?", "Where do I live?", "Do you remember where I live?", "Which town do I live in?"],
            ["Can you tell me where I live?", "Where is my home?"]),
        "You live in {key}.", "I do not know where you live. You did not tell me.", Slots.Of(("key", writer.Town(madeUp: 45))));

    private static Memory Age(Writer writer) => new(
        ["I am {key} years old.", "I'm {key} years old.", "My age is {key}."],
        "{Key} is a good age!",
        new(["How old am I?", "What is my age?", "Do you remember how old I am?"], ["Can you tell me my age?"]),
        "You are {key} years old.", "I do not know how old you are. You did not tell me.",
        Slots.Of(("key", writer.Dice.Between(5, 90).ToString(CultureInfo.InvariantCulture))));

    private static Memory Colour(Writer writer) => new(
        ["My [favourite|favorite] [colour|color] is {key}.", "The [colour|color] that I like best is {key}."],
        "{Key} is a nice colour!",
        new(
            [
                "What is my [favourite|favorite] [colour|color]?", "Which [colour|color] do I like best?",
                "Do you remember my [favourite|favorite] [colour|color]?",
            ],
            ["Can you tell me my favourite colour?"]),
        "Your favourite colour is {key}.", "I do not know your favourite colour. You did not tell me.",
        Slots.Of(("key", writer.Dice.One(People.Colours))));

    private static Memory Food(Writer writer) => new(
        ["My [favourite|favorite] food is {key}.", "I like to eat {key}.", "I love {key}."],
        "I am sure that tastes good!",
        new(
            ["What do I like to eat?", "What is my [favourite|favorite] food?", "Do you remember what I like to eat?"],
            ["Which food do I like best?"]),
        "You like {key}.", "I do not know what you like to eat. You did not tell me.", Slots.Of(("key", writer.Dice.One(People.Foods))));

    private static Memory Pet(Writer writer) => new(
        ["I have {a pet} called {key}.", "I have {a pet}. Its name is {key}.", "My {pet} is called {key}.", "My {pet}'s name is {key}."],
        "{Key} is a nice name for {a pet}!",
        new(
            [
                "What is my {pet} called?", "What is the name of my {pet}?", "What's my {pet}'s name?",
                "Do you remember the name of my {pet}?",
            ],
            ["Can you tell me the name of my {pet}?"]),
        "Your {pet} is called {key}.", "I do not know the name of your {pet}. You did not tell me.",
        Slots.Of(("key", writer.Name(madeUp: 45)), ("pet", writer.Dice.One(People.Pets))));

    private static Memory Relative(Writer writer)
    {
        var (person, isShe) = writer.Dice.One(People.Relatives);
        return new Memory(
            ["My {person} is called {key}.", "My {person}'s name is {key}.", "{key} is my {person}."],
            "{Key} is a nice name!",
            new(
                ["What is my {person} called?", "What is the name of my {person}?", "What is my {person}'s name?", "Who is my {person}?"],
                ["Can you tell me the name of my {person}?"]),
            "Your {person} is called {key}.", "I do not know the name of your {person}. You did not tell me.",
            Slots.Of(("key", writer.Name(madeUp: 45, isShe)), ("person", person)));
    }

    private static Memory Trade(Writer writer) => new(
        ["I am {a key}.", "I'm {a key}.", "I work as {a key}."],
        "That is a fine job!",
        new(["What is my job?", "What do I do for work?", "What do I work as?", "Do you remember my job?"], ["Can you tell me my job?"]),
        "You are {a key}.", "I do not know your job. You did not tell me.", Slots.Of(("key", writer.Dice.One(People.Trades))));

    private static Memory Hobby(Writer writer) => new(
        ["My hobby is {key}.", "In my free time I like {key}."],
        "That sounds like fun!",
        new(["What is my hobby?", "What do I like in my free time?", "Do you remember my hobby?"], ["Can you tell me my hobby?"]),
        "Your hobby is {key}.", "I do not know your hobby. You did not tell me.", Slots.Of(("key", writer.Dice.One(People.Hobbies))));
}
