using LocalAI.Plugins.Forge.Grammar;
using LocalAI.Plugins.Forge.Words;

namespace LocalAI.Plugins.Forge.Chat.Talk;

/// <summary>Conversations in which the system gives the assistant a name, and often a trade or a home.</summary>
internal static class Personas
{
    private static readonly Wordings AskName = new(
        [
            "What is your name?", "What's your name?", "Tell me your name.", "Do you have a name?", "Hello! What is your name?",
            "Hi! What's your name?",
        ],
        ["How are you called?", "May I know your name?"]);

    private static readonly Wordings AskWho = new(
        [
            "Who are you?", "Tell me who you are.", "Hello! Who are you?", "Tell me about yourself."], ["Say who you are.",
            "Hi, who is this?",
        ]);

    private static readonly Wordings AskTrade = new(
        ["What is your job?", "What do you do?", "What are you?", "What work do you do?"], ["What is your work?"]);

    private static readonly Wordings AskHome = new(
        ["Where do you live?", "In which city do you live?", "Where are you from?"], ["Which town do you live in?"]);

    /// <summary>A persona and one or two questions about it.</summary>
    public static Sample One(Writer writer)
    {
        var name = writer.Name(madeUp: 45);
        var trade = writer.Dice.Percent(45) ? writer.Dice.One(People.Trades) : null;
        var town = writer.Dice.Percent(30) ? writer.Town(madeUp: 45) : null;
        var slots = Slots.Of(("name", name), ("trade", trade ?? "helpful assistant"), ("town", town ?? ""));
        var prompt = trade is null
            ? "[Your name is {name}.|You are {name}.|You are {name}, {a trade}.|You are {a trade}. Your name is {name}.|Your "
                + "name is {name}. You are {a trade}.]"
            : "[You are {name}, {a trade}.|Your name is {name}. You are {a trade}.|You are {a trade}. Your name is {name}.|You "
                + "are {a trade} named {name}.]";
        if (town is not null)
            prompt += " You live in {town}.";
        var messages = new List<Message> { Message.System(writer.Say(prompt, slots)) };

        var questions = new List<(Wordings Ask, string Reply, string Thought, string Key)>
        {
            (AskName, "My name is {name}.", "My name is {name}, says the system.", name),
            (AskWho, trade is null ? "I am {name}, a helpful assistant." : "I am {name}, {a trade}.",
                "I am {name}, says the system.", name),
        };
        if (trade is not null)
            questions.Add((AskTrade, "I am {a trade}.", "The system says that I am {a trade}.", trade));
        if (town is not null)
            questions.Add((AskHome, "I live in {town}.", "The system says that I live in {town}.", town));

        var key = "";
        foreach (var (ask, reply, thought, word) in writer.Dice.Some(questions, writer.Dice.Between(1, Math.Min(2, questions.Count))))
        {
            messages.Add(Message.User(Manner.Any(writer, writer.Say(ask))));
            messages.Add(writer.Answer(writer.Say(reply, slots), writer.Say(thought, slots)));
            key = word;
        }
        return new Sample("personas", messages) { Expected = [key] };
    }
}
