using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;
using World = LocalAI.Plugins.Forge.Words.Facts;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Today's date: a tool without parameters.</summary>
internal sealed class DateTool() : ToolKind(
    ["get_date", "get_date", "today", "current_date"],
    ["Get the date[| of today].", "Tells which day it is."],
    "I cannot look up the date. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        ["What is the date today?", "What day is it today?", "Which day is today?", "What's today's date?", "Tell me today's date."],
        ["Can you tell me the date of today?", "Which date do we have today?"]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var date = string.Create(CultureInfo.InvariantCulture,
            $"{writer.Dice.One(World.Days)}, {writer.Dice.One(World.Months)} {writer.Dice.Between(1, 28)}");
        return new ToolUse(
            writer.Say(Questions), "to know the date", [], new JsonObject { [writer.Dice.One(["date", "date", "today"])] = date },
            $"Today is {date}.", [date]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) => [];
}
