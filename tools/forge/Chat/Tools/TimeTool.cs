using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>The time of day at a place.</summary>
internal sealed class TimeTool() : ToolKind(
    ["get_time", "get_time", "get_current_time", "current_time", "time_in", "local_time"],
    ["Get the [|current |local ]time[| of a place| in a city].", "The time at a place.", "Tells what time it is."],
    "I cannot look up the time. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "What time is it in {place}?", "What is the time in {place}?", "What time is it [now|right now] in {place}?",
            "Tell me the time in {place}.", "How late is it in {place}?", "What's the time in {place}?", "Time in {place}?",
        ],
        ["Can you tell me what time it is in {place}?", "I want to know the time in {place}."]);

    private static readonly Wordings Later = new(
        ["And in {place}?", "What about {place}?", "And the time in {place}?"], ["How about {place}?"]);

    public override bool HasFollowUp => true;

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var place = writer.Place();
        var time = Clock.Any(writer);
        var result = new JsonObject { [writer.Dice.One(["time", "time", "local_time", "now"])] = time };
        if (writer.Dice.Percent(25))
            result[tool.Parameters[0].Name] = place;
        return new ToolUse(
            writer.Say(isFollowUp ? Later : Questions, ("place", place)), $"the time in {place}", Arguments(tool, place), result,
            $"It is {time} in {place}.", [time]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["location", "city", "place", "location"]))];
}
