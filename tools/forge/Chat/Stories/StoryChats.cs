namespace LocalAI.Plugins.Forge.Chat.Stories;

/// <summary>Conversations in which the user asks for a story, and about it.</summary>
internal static class StoryChats
{
    private const string Lead =
        "[Tell me [a|a short|a little] story|Please tell me [a|a short] story|Tell [a|a short] story|Write [a|a short] "
        + "story|Can you tell me a story|I want [a|to hear a] story]";

    // What is asked for, and what of it has to occur in the story.
    private static readonly (string Wish, string[] Slots)[] Wishes =
    [
        (" about {a kind}.", ["kind"]), (" about {a kind}.", ["kind"]), (" about {a kind}.", ["kind"]),
        (" about {a kind} named {hero}.", ["kind", "hero"]), (" about {a trait} {kind}.", ["trait", "kind"]),
        (" about {a kind} and {a fkind}.", ["kind", "fkind"]), (" about {a fkind} and {a kind}.", ["kind", "fkind"]),
        (" about {a kind} who lives {place}.", ["kind", "place"]), (" with {a kind} called {hero}.", ["kind", "hero"]),
        (" about {hero} the {kind}.", ["kind", "hero"]),
    ];

    private static readonly (string Wish, string[] Slots)[] WishesWithThing =
    [
        (" about {a kind} and {a thing}.", ["kind", "thing"]), (" about {a thing}.", ["thing"]),
        (" about {a kind} with {a thing}.", ["kind", "thing"]), (" about {a look} {thing}.", ["look", "thing"]),
    ];

    private static readonly (string Question, string Answer)[] Questions =
    [
        ("[What was the {kind} called?|What was the name of the {kind}?|What was the {kind}'s name?]",
            "The {kind} was called {hero}."),
        ("[What was the {fkind} called?|What was the name of the {fkind}?|What was the {fkind}'s name?]",
            "The {fkind} was called {friend}."),
        ("[Where did {hero} live?|Where did the {kind} live?]", "{Hero} lived {place}."),
        ("What was {hero}?", "{Hero} was {a trait} {kind}."),
        ("Who was {friend}?", "{Friend} was {a fkind}."), ("Who was {hero}?", "{Hero} was {a trait} {kind}."),
    ];

    /// <summary>A wish for a story, and the story.</summary>
    public static Sample One(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var (_, expected) = Tell(writer, messages);
        return new Sample("stories", messages) { Expected = expected };
    }

    /// <summary>A story, and then something about it.</summary>
    public static Sample WithQuestions(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var (story, _) = Tell(writer, messages);
        var asked = new List<(string Question, string Answer)>
        {
            writer.Dice.One(Questions), writer.Dice.One(story.Plot.Questions),
            ("[Make it shorter.|Make it shorter, please.|Tell it in short.|Shorter, please.|Sum it up.|What happens in the story?]",
                story.Plot.Summary),
            ("[What can we learn from it?|What is the lesson?|What does the story teach us?|What is the moral?]", story.Plot.Moral),
        };
        var answer = "";
        foreach (var (question, reply) in writer.Dice.Some(asked, writer.Dice.Between(1, 2)))
        {
            messages.Add(Message.User(Manner.Any(writer, writer.Say(question, story.Slots))));
            answer = writer.Say(reply, story.Slots);
            messages.Add(writer.Answer(answer, "The user asks about the story. I remember it."));
        }
        return new Sample("about stories", messages) { Expected = [answer] };
    }

    /// <summary>The text of a story alone, for completion of plain text.</summary>
    public static string Plain(Writer writer) => StoryTeller.Tell(writer, writer.Dice.One(Plots.All)).Text;

    /// <summary>Adds a wish for a story, and the story.</summary>
    /// <returns>The story, and what of the wish has to occur in it.</returns>
    public static (Story Story, IReadOnlyList<string> Expected) Tell(Writer writer, List<Message> messages)
    {
        var plot = writer.Dice.One(Plots.All);
        var story = StoryTeller.Tell(writer, plot);
        var (wish, slots) = writer.Dice.Below(10) switch
        {
            0 => (".", Array.Empty<string>()),
            1 => ($" about {plot.Theme}.", []),
            < 5 when plot.HasThing => writer.Dice.One(WishesWithThing),
            _ => writer.Dice.One(Wishes),
        };
        var request = writer.Say(Lead + wish, story.Slots);
        if (request.StartsWith("Can", StringComparison.Ordinal))
            request = request[..^1] + "?";
        messages.Add(Message.User(Manner.Any(writer, request)));
        var thought = slots.Contains("kind") ? "The user wants a story about {a kind}. I tell one." : "The user wants a story. I tell one.";
        messages.Add(writer.Answer(story.Text, writer.Say(thought, story.Slots)));
        return (story, [.. slots.Select(slot => story.Slots[slot])]);
    }
}
