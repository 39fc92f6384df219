using LocalAI.Plugins.Forge.Grammar;
using World = LocalAI.Plugins.Forge.Words.Facts;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Being reminded of something on a day.</summary>
internal sealed class ReminderTool() : ToolKind(
    ["add_reminder", "add_reminder", "remind", "create_reminder", "set_reminder"],
    ["Add a reminder.", "Reminds the user of something[| on a day]."],
    "I cannot remind you. I have no tool for that.")
{
    private const string Task =
        "[call|visit|write to|meet|pay|thank] {name}|[buy|bring] [milk|bread|flowers|a cake|tickets]|[water the plants|clean "
        + "the house|feed the cat|wash the car]|go to {town}";

    private static readonly Wordings Questions = new(
        [
            "Remind me to {task} on {day}.", "Please remind me to {task} on {day}.", "On {day}, remind me to {task}.",
            "Can you remind me to {task} on {day}?",
        ],
        ["I must not forget to {task} on {day}.", "Add a reminder to {task} on {day}."]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var task = writer.Say($"[{Task}]", ("name", writer.Name(50)), ("town", writer.Town(50)));
        var day = writer.Dice.One(World.Days);
        return new ToolUse(
            writer.Say(Questions, ("task", task), ("day", day)), $"to be reminded on {day}", Arguments(tool, task, day),
            Done(writer, "added"), $"I will remind you to {task} on {day}.", [task, day]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["text", "text", "task", "what"])), new(writer.Dice.One(["day", "day", "date", "when"]))];
}
