using System.Globalization;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>A clock that rings after some minutes.</summary>
internal sealed class TimerTool() : ToolKind(
    ["set_timer", "set_timer", "start_timer", "timer", "countdown"],
    ["Set a timer.", "Start a timer[| in minutes].", "Rings after some minutes."],
    "I cannot set a timer. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "Set a timer for {n} minutes.", "Start a timer for {n} minutes.", "Please set a timer for {n} minutes.",
            "Set {a n} minute timer.", "Can you set a timer for {n} minutes?", "Timer for {n} minutes.", "Ring in {n} minutes.",
        ],
        ["I need a timer for {n} minutes.", "Could you start {a n} minute timer?"]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var minutes = writer.Dice.Between(2, 90);
        var number = minutes.ToString(CultureInfo.InvariantCulture);
        return new ToolUse(
            writer.Say(Questions, ("n", number)), $"a timer for {number} minutes", Arguments(tool, minutes), Done(writer, "started"),
            $"The timer is set for {number} minutes.", [number]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["minutes", "minutes", "duration"]), "integer")];
}
