using LocalAI.Plugins.Forge.Chat.Facts;
using LocalAI.Plugins.Forge.Chat.Stories;

namespace LocalAI.Plugins.Forge.Chat.Talk;

/// <summary>Conversations that go from one thing to another, as people's do.</summary>
internal static class MixedChats
{
    /// <summary>A greeting, two or three things of any kind, at times a goodbye.</summary>
    public static Sample One(Writer writer)
    {
        var messages = SystemPrompts.Begin(writer);
        if (writer.Dice.Percent(40))
            SmallTalk.Greet(writer, messages);
        var memory = writer.Dice.Percent(30) ? Memories.Any(writer) : null;
        if (memory is not null)
            Memories.Tell(writer, messages, memory);

        var hasStory = writer.Dice.Percent(25);
        var count = memory is null ? writer.Dice.Between(2, 3) : writer.Dice.Between(1, 2);
        var expected = "";
        for (var i = 0; i < count; i++)
        {
            if (hasStory && i == 0)
                StoryChats.Tell(writer, messages);
            else
                expected = Any(writer, messages);
        }
        if (memory is not null)
        {
            Memories.Ask(writer, messages, memory);
            expected = memory.Key;
        }
        if (writer.IsForTraining && writer.Dice.Percent(25))
            SmallTalk.End(writer, messages);
        return new Sample("mixed", messages) { Expected = [expected] };
    }

    private static string Any(Writer writer, List<Message> messages) => writer.Dice.Below(10) switch
    {
        < 4 => FactChats.Add(writer, messages, FactBook.Any(writer)).Key,
        < 6 => FactChats.Add(writer, messages, Sums.Known(writer, writer.Dice.Percent(50))).Key,
        < 9 => SmallTasks.Add(writer, messages),
        _ => SmallTalk.Chat(writer, messages),
    };
}
