using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Tables of a restaurant.</summary>
internal sealed class TableTool() : ToolKind(
    ["book_table", "book_table", "reserve_table", "reservation"],
    ["Book a table[| in a restaurant].", "Reserves a table at a time."],
    "I cannot book a table. I have no tool for that.")
{
    private static readonly Wordings Questions = new(
        [
            "Book a table for {n} people at {time}.", "Please book a table for {n} at {time}.",
            "Reserve a table for {n} people at {time}.", "A table for {n} at {time}, please.",
        ],
        ["We are {n} people and want a table at {time}.", "I need a table for {n} at {time}."]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var (people, time, table) = (writer.Dice.Between(2, 12), Clock.Planned(writer), writer.Dice.Between(1, 40));
        var (n, number) = (people.ToString(CultureInfo.InvariantCulture), table.ToString(CultureInfo.InvariantCulture));
        return new ToolUse(
            writer.Say(Questions, ("n", n), ("time", time)), $"a table for {n} at {time}", Arguments(tool, people, time),
            new JsonObject { ["status"] = "booked", ["table"] = table },
            $"Your table for {n} people at {time} is booked. It is table {number}.",
            [number, time]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["people", "people", "guests", "persons"]), "integer"), new(writer.Dice.One(["time", "time", "at"]))];
}
