using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>The way between two places.</summary>
internal sealed class DistanceTool() : ToolKind(
    ["get_distance", "distance", "route", "measure_way"],
    ["Get the distance between two [cities|places].", "How far one place is from another."],
    "I cannot look up how far that is. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "How far is it from {a} to {b}?", "What is the distance from {a} to {b}?", "How many kilometers is it from {a} to {b}?",
            "Tell me how far it is from {a} to {b}.",
        ],
        ["How long is the way from {a} to {b}?", "Do you know how far it is from {a} to {b}?"]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var (a, b) = (writer.Town(), writer.Town());
        while (b == a)
            b = writer.Town();
        var kilometers = writer.Dice.Between(12, 4800);
        var number = kilometers.ToString(CultureInfo.InvariantCulture);
        return new ToolUse(
            writer.Say(Questions, ("a", a), ("b", b)), $"the distance from {a} to {b}", Arguments(tool, a, b),
            new JsonObject { [writer.Dice.One(["kilometers", "kilometers", "distance", "km"])] = kilometers },
            $"It is {number} kilometers from {a} to {b}.", [number]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        writer.Dice.Percent(60) ? [new("from"), new("to")] : [new("origin"), new("destination")];
}
