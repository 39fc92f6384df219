using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Finding pages.</summary>
internal sealed class SearchTool() : ToolKind(
    ["search", "search", "web_search", "search_web", "find_pages", "lookup"],
    ["Search the web[| for a query].", "Find pages[| about something].", "Looks something up[| on the web]."],
    "I cannot search the web. I have no tool for that.")
{
    private const string Topic =
        "[[cheap|good|new|old|quiet|small] [hotels|cafes|shops|parks|schools|houses|museums] in {town}|the history of "
        + "[tea|{town}|bread|trains|music|chess|silk]"
        + "|[recipes for|how to make] [soup|bread|rice|pancakes|pizza|cake|salad]|news [about|from] "
        + "{town}|[books|songs|films|stories] by {name}"
        + "|[cheap|fast] trains to {town}|how to [draw a cat|plant a tree|fix a bike|learn chess|bake bread]|the best "
        + "[tea|boots|bike|lamp|phone] under {n} dollars]";

    private static readonly Wordings Questions = new(
        [
            "Search for {topic}.", "Search the web for {topic}.", "Look up {topic}.", "Please search for {topic}.",
            "Can you search for {topic}?", "Look for {topic}.", "Find pages about {topic}.",
        ],
        ["Do a search for {topic}.", "Please look up {topic}."]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var topic = writer.Say(Topic, ("town", writer.Town(50)), ("name", writer.Name(50)),
            ("n", writer.Dice.Between(10, 99).ToString(CultureInfo.InvariantCulture)));
        var found = writer.Dice.Between(2, 98);
        var number = found.ToString(CultureInfo.InvariantCulture);
        var title = writer.Say("[All about|A page about|More on|Our guide:|Read this:] {topic}", ("topic", topic));
        return new ToolUse(
            writer.Say(Questions, ("topic", topic)), $"a search for {topic}", Arguments(tool, topic),
            new JsonObject
            {
                [writer.Dice.One(["results", "count", "found"])] = found,
                [writer.Dice.One(["first", "top", "title"])] = title,
            },
            $"I found {number} results. The first is \"{title}\".", [number, title]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) => [new(writer.Dice.One(["query", "query", "q", "text"]))];
}
