using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>A clock that rings at a time of day.</summary>
internal sealed class AlarmTool() : ToolKind(
    ["set_alarm", "set_alarm", "alarm", "wake_up"],
    ["Set an alarm[| for a time].", "Rings at a time of day.", "Wakes the user."],
    "I cannot set an alarm. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "Wake me at {time}.", "Wake me up at {time}.", "Set an alarm for {time}.", "Please set an alarm for {time}.",
            "Can you wake me at {time}?",
        ],
        ["I have to get up at {time}.", "I need an alarm for {time}."]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var time = Clock.Planned(writer);
        return new ToolUse(
            writer.Say(Questions, ("time", time)), $"an alarm at {time}", Arguments(tool, time), Done(writer, "set"),
            $"The alarm is set for {time}.", [time]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) => [new(writer.Dice.One(["time", "time", "at"]))];
}
