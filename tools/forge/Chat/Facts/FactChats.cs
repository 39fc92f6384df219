namespace LocalAI.Plugins.Forge.Chat.Facts;

/// <summary>Conversations about what the model knows.</summary>
internal static class FactChats
{
    private const int Sum = 25;

    /// <summary>One question and its answer.</summary>
    public static Sample One(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var fact = Add(writer, messages, writer.Dice.Percent(Sum) ? Sums.Any(writer) : FactBook.Any(writer));
        return new Sample("facts", messages) { Expected = [fact.Key] };
    }

    /// <summary>One question that needs no arithmetic, and its answer.</summary>
    public static Sample OneOfTheBook(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var fact = Add(writer, messages, FactBook.Any(writer));
        return new Sample("facts", messages) { Expected = [fact.Key] };
    }

    /// <summary>Adds a question and its answer to a conversation.</summary>
    /// <returns>The fact that is asked for.</returns>
    public static Fact Add(Writer writer, List<Message> messages, Fact fact)
    {
        messages.Add(Message.User(Manner.Any(writer, fact.Ask(writer))));
        messages.Add(fact.Reply(writer));
        return fact;
    }

    /// <summary>One sum or difference, worked out where the assistant thinks.</summary>
    public static Sample OneSum(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var fact = Add(writer, messages, Sums.Any(writer));
        return new Sample("sums", messages) { Expected = [fact.Key] };
    }

    /// <summary>Two or three questions of a kind, the later ones shortened: "And the capital of Italy?"</summary>
    public static Sample Series(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        var key = "";
        foreach (var (fact, i) in Related(writer).Select((fact, i) => (fact, i)))
        {
            messages.Add(Message.User(Manner.Any(writer, i == 0 ? fact.Ask(writer) : fact.AskAfter(writer))));
            messages.Add(fact.Reply(writer));
            key = fact.Key;
        }
        return new Sample("follow-ups", messages) { Expected = [key] };
    }

    /// <summary>A rule of the system that only the word itself is wanted.</summary>
    public static Sample InOneWord(Writer writer)
    {
        var fact = FactBook.Any(writer);
        return new Sample("one word",
        [
            Message.System(writer.Say("[You are a helpful assistant. |]Answer [with|in] one word[ only|].")),
            Message.User(Manner.Any(writer, fact.Ask(writer))),
            writer.Answer(writer.Say("{Key}.", fact.Slots), writer.Say(fact.Thought, fact.Slots)),
        ])
        {
            Expected = [fact.Key],
        };
    }

    private static List<Fact> Related(Writer writer)
    {
        var count = writer.Dice.Between(2, 3);
        if (writer.Dice.Percent(15))
        {
            var isSum = writer.Dice.Percent(50);
            return [.. Enumerable.Range(0, count).Select(_ => Sums.Known(writer, isSum))];
        }
        var topic = FactBook.AnyTopic(writer);
        while (topic.Facts[0].FollowUps is null)
            topic = FactBook.AnyTopic(writer);
        return writer.Dice.Some(topic.Facts, count);
    }
}
