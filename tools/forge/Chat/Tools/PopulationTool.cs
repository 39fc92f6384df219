using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>How many people live at a place.</summary>
internal sealed class PopulationTool() : ToolKind(
    ["get_population", "population", "count_people", "city_info"],
    ["Get the population of a [city|place].", "How many people live at a place."],
    "I cannot look up how many people live there. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "How many people live in {place}?", "What is the population of {place}?", "Tell me the population of {place}.",
            "How big is {place}?",
        ],
        ["Do you know how many people live in {place}?", "How many live in {place}?"]);

    private static readonly Wordings Later = new(["And in {place}?", "What about {place}?"], ["How about {place}?"]);

    public override bool HasFollowUp => true;

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var place = writer.Place();
        var people = writer.Dice.Between(2, 999) * writer.Dice.One([10, 100, 1000]);
        var number = people.ToString(CultureInfo.InvariantCulture);
        return new ToolUse(
            writer.Say(isFollowUp ? Later : Questions, ("place", place)), $"the population of {place}", Arguments(tool, place),
            new JsonObject { [writer.Dice.One(["population", "people", "count"])] = people },
            $"{number} people live in {place}.", [number]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["city", "city", "place", "location"]))];
}
