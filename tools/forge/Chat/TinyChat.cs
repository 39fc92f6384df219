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
    private const int Plain = 5;

    /// <summary>The kinds of conversations, and how often each occurs.</summary>
    private static readonly (int Share, Func<Writer, Sample> Write)[] Recipes =
    [
        (12, StoryChats.One), (5, StoryChats.WithQuestions), (19, FactChats.One), (8, FactChats.Series), (2, FactChats.InOneWord),
        (4, FactChats.OneSum), (5, SmallTalk.One), (6, Personas.One), (13, Memories.Later), (4, Memories.AtOnce), (2, Memories.Never),
        (7, Requests.One), (26, ToolChats.Whole), (2, ToolChats.Twice), (7, ToolChats.NotNeeded), (5, ToolChats.Missing),
    ];

    private static readonly int AllShares = Recipes.Sum(recipe => recipe.Share);

    /// <summary>What is measured, by the name of its file: <c>eval-NAME.jsonl</c>.</summary>
    public static IReadOnlyList<(string Name, bool Thinks, Func<Writer, Sample> Write)> Measures { get; } =
    [
        ("facts", false, FactChats.One),
        ("follow-ups", false, FactChats.Series),
        ("stories", false, StoryChats.One),
        ("small-talk", false, SmallTalk.One),
        ("personas", false, Personas.One),
        ("memory", false, Memories.Later),
        ("tool-calls", false, ToolChats.Calling),
        ("tool-answers", false, ToolChats.Answering),
        ("no-tool-needed", false, ToolChats.NotNeeded),
        ("no-tool", false, ToolChats.Missing),
        ("thinking", true, writer => writer.Dice.Below(3) switch
        {
            0 => FactChats.One(writer),
            1 => FactChats.OneSum(writer),
            _ => ToolChats.Calling(writer),
        }),
    ];

    /// <summary>A sample for training; null for one that is a story's text alone, see <see cref="StoryChats.Plain"/>.</summary>
    public static Sample? Train(Dice dice, out string text)
    {
        text = "";
        if (dice.Percent(Plain))
        {
            text = StoryChats.Plain(new Writer(dice, isHeldOut: false, thinks: false));
            return null;
        }
        var writer = new Writer(dice, isHeldOut: false, dice.Percent(Thinking));
        var at = dice.Below(AllShares);
        var sample = Recipes.First(recipe => (at -= recipe.Share) < 0).Write(writer);
        return sample with { Thinks = writer.Thinks };
    }
}
