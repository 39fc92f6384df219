using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Talk;

/// <summary>Greetings, thanks, goodbyes, and what people ask an assistant about itself.</summary>
internal static class SmallTalk
{
    private static readonly Exchange[] Exchanges =
    [
        new(["Hello!", "Hello.", "Hi!", "Hi.", "Hey!", "Hi there!", "Hello there!"], ["Hey there!", "Hi, hello!"],
            "Hello! How can I help you?", "The user says hello. I greet back.", "Hello"),
        new(["Good morning!", "Good morning."], ["A good morning to you!"],
            "Good morning! How can I help you?", "The user says good morning. I greet back.", "Good morning"),
        new(["Good evening!", "Good evening."], ["A good evening to you!"],
            "Good evening! How can I help you?", "The user says good evening. I greet back.", "Good evening"),
        new(["How are you?", "How are you today?", "How are you doing?", "Hello! How are you?", "Hi, how are you?"], ["Are you well?"],
            "I am fine, thank you. How can I help you?", "The user asks how I am. I am fine.", "fine"),
        new(["Who are you?", "What are you?", "Tell me who you are.", "Tell me about yourself."], ["Say who you are."],
            "I am a small assistant. I tell stories, answer questions and use tools.", "The user asks who I am. I am a small assistant.",
            "assistant"),
        new(["What can you do?", "What can you do for me?", "How can you help me?", "Can you help me?"], ["What are you able to do?"],
            "I can tell stories, answer small questions and use tools.", "The user asks what I can do. I say what I can.", "stories"),
        new(["Are you a human?", "Are you a person?", "Are you a robot?", "Are you real?"], ["Are you a man or a machine?"],
            "I am not a human. I am a small language model.", "The user asks what I am. I am a language model.", "language model"),
        new(["What is your name?", "What's your name?", "Do you have a name?", "Tell me your name."], ["How are you called?"],
            "I have no name. You can call me Tiny.", "The user asks for my name. I was not given one.", "Tiny"),
    ];

    private static readonly Exchange Thanks = new(
        [
            "Thank you!", "Thank you.", "Thanks!", "Thanks.", "Thank you very much!", "Great, thank you!", "Thanks a lot!",
            "Thank you, that helps.",
        ],
        ["Many thanks!"], "You are welcome!", "The user says thank you. I am polite.", "welcome");

    private static readonly Exchange Goodbye = new(
        ["Goodbye!", "Goodbye.", "Bye!", "Bye.", "See you!", "See you later!", "I have to go now.", "Bye bye!"], ["Take care, bye!"],
        "Goodbye! Have a nice day!", "The user says goodbye. I say goodbye too.", "Goodbye");

    private static readonly Exchange Night = new(
        ["Good night!", "Good night."], ["I go to bed now. Good night!"],
        "Good night! Sleep well!", "The user says good night. I say good night too.", "Good night");

    /// <summary>A greeting, or a question about the assistant.</summary>
    public static Sample One(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var exchange = writer.Dice.Percent(25) ? writer.Dice.One([Thanks, Goodbye, Night]) : writer.Dice.One(Exchanges);
        Add(writer, messages, exchange);
        return new Sample("small talk", messages) { Expected = [exchange.Key] };
    }

    /// <summary>Adds a greeting and its answer.</summary>
    public static void Greet(Writer writer, List<Message> messages) => Add(writer, messages, Exchanges[writer.Dice.Below(4)]);

    /// <summary>Adds any greeting or question about the assistant but for its name.</summary>
    /// <returns>What the answer must have.</returns>
    public static string Chat(Writer writer, List<Message> messages)
    {
        var exchange = Exchanges[writer.Dice.Below(Exchanges.Length - 1)];
        Add(writer, messages, exchange);
        return exchange.Key;
    }

    /// <summary>Adds thanks or a goodbye and its answer.</summary>
    public static void End(Writer writer, List<Message> messages) =>
        Add(writer, messages, writer.Dice.Percent(65) ? Thanks : writer.Dice.Percent(70) ? Goodbye : Night);

    private static void Add(Writer writer, List<Message> messages, Exchange exchange)
    {
        var said = writer.Say(new Wordings(exchange.Said, exchange.HeldOut));
        messages.Add(Message.User(writer.Dice.Percent(20) ? said.ToLowerInvariant().TrimEnd('.', '!') : said));
        messages.Add(writer.Answer(exchange.Reply, exchange.Thought));
    }

    /// <summary>What is said, the reply, and the word that makes it right.</summary>
    private sealed record Exchange(
        IReadOnlyList<string> Said, IReadOnlyList<string> HeldOut, string Reply, string Thought, string Key);
}
