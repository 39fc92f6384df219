using LocalAI.Plugins.Forge.Chat.Facts;
using LocalAI.Plugins.Forge.Chat.Stories;
using LocalAI.Plugins.Forge.Chat.Talk;
using LocalAI.Plugins.Forge.Chat.Tools;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>What the model tiny-chat is trained and measured with.</summary>
internal static class TinyChat
{
    /// <summary>In so many of 100 conversations the assistant thinks.</summary>
    private const int Thinking = 22;

    /// <summary>In so many of 100 samples for training there is only a story's text.</summary>
    private const int Plain = 3;

    /// <summary>In so many of 100 samples for training there is only a text that repeats itself.</summary>
    private const int Repeating = 7;

    /// <summary>The kinds of conversations, and how often each occurs.</summary>
    private static readonly (int Share, Func<Writer, Sample> Write)[] Recipes =
    [
        (12, StoryChats.One), (5, StoryChats.WithQuestions), (19, FactChats.One), (8, FactChats.Series), (2, FactChats.InOneWord),
        (4, FactChats.OneSum), (5, SmallTalk.One), (6, Personas.One), (13, Memories.Later), (4, Memories.AtOnce), (2, Memories.Never),
        (7, SmallTasks.One), (6, MixedChats.One), (26, ToolChats.Whole), (2, ToolChats.Twice), (7, ToolChats.NotNeeded),
        (5, ToolChats.Missing),
    ];

    private static readonly int AllShares = Recipes.Sum(recipe => recipe.Share);

    /// <summary>What is measured, each in a file of its own.</summary>
    public static IReadOnlyList<Measure> Measures { get; } =
    [
        new("facts", HeldOut.Phrases, FactChats.One),
        new("follow-ups", HeldOut.Nothing, FactChats.Series),
        new("stories", HeldOut.Nothing, StoryChats.One),
        new("small-talk", HeldOut.Phrases, SmallTalk.One),
        new("personas", HeldOut.Nothing, Personas.One),
        new("persona-names", HeldOut.Names, Personas.One),
        new("memory", HeldOut.Nothing, Memories.Later),
        new("memory-names", HeldOut.Names, Memories.Later),
        new("memory-phrases", HeldOut.Phrases, Memories.Later),
        new("tool-calls", HeldOut.Nothing, ToolChats.Calling),
        new("tool-names", HeldOut.Names, ToolChats.Calling),
        new("tool-phrases", HeldOut.Phrases, ToolChats.Calling),
        new("tool-answers", HeldOut.Nothing, ToolChats.Answering),
        new("no-tool-needed", HeldOut.Phrases, ToolChats.NotNeeded),
        new("mixed", HeldOut.Nothing, MixedChats.One),
        new("no-tool", HeldOut.Phrases, ToolChats.Missing),
        new("thinking", HeldOut.Nothing, writer => writer.Dice.Below(3) switch
        {
            0 => FactChats.One(writer),
            1 => FactChats.OneSum(writer),
            _ => ToolChats.Calling(writer),
        })
        {
            Thinks = true,
        },
    ];

    /// <summary>A sample for training; null for one that is only a text: <see cref="StoryChats.Plain"/> and <see cref="Recall"/>.</summary>
    public static Sample? Train(Dice dice, out string text)
    {
        text = "";
        var kind = dice.Below(100);
        if (kind < Plain + Repeating)
        {
            var plain = new Writer(dice, HeldOut.Nothing, thinks: false);
            text = kind < Plain ? StoryChats.Plain(plain) : Recall.Write(plain);
            return null;
        }
        var writer = new Writer(dice, HeldOut.Nothing, dice.Percent(Thinking));
        var at = dice.Below(AllShares);
        var sample = Recipes.First(recipe => (at -= recipe.Share) < 0).Write(writer);
        return sample with { Thinks = writer.Thinks };
    }
}
