using System.Globalization;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>The weather of a place.</summary>
internal sealed class WeatherTool() : ToolKind(
    ["get_weather", "get_weather", "get_weather", "get_current_weather", "weather", "lookup_weather", "current_weather", "weather_report"],
    [
        "Get the [|current ]weather[| of a place| in a city].", "Get the [|current ]weather[| for a location].",
        "The weather of a place.", "Tells the weather.",
    ],
    "I cannot look up the weather. I have no tool for that.")
{
    private static readonly string[] Conditions =
        ["sunny", "cloudy", "windy", "foggy", "clear", "stormy", "dry"];

    private static readonly string[] InFrost = [.. Conditions, "snowy", "cold", "icy"];

    private static readonly string[] InWarmth = [.. Conditions, "rainy", "warm"];

    private static readonly Wordings Questions = new(
        [
            "What's the weather like in {place}?", "[What is|What's] the weather [like |]in {place}?", "How is the weather in {place}?",
            "Tell me the weather in {place}.", "What is the weather in {place} [today|now|right now]?", "How warm is it in {place}?",
            "Is it [cold|warm|sunny] in {place}?", "What is the temperature in {place}?", "Do I need a coat in {place}?",
            "Weather in {place}?", "Check the weather in {place}.", "How is the weather today in {place}?",
        ],
        [
            "What kind of weather do they have in {place}?", "Can you check the weather for {place}?",
            "I want to know the weather in {place}.",
        ]);

    private static readonly Wordings WithUnit = new(
        [
            "What is the temperature in {place} in {unit}?", "How warm is it in {place} in {unit}?",
            "What is the weather in {place} in {unit}?", "Tell me the weather in {place} in {unit}.",
            "Weather in {place}, in {unit}, please.",
        ],
        ["Can you check the weather for {place} in {unit}?", "I want to know the weather in {place}, in {unit}."]);

    private static readonly Wordings Later = new(
        ["And in {place}?", "What about {place}?", "And the weather in {place}?", "And {place}?"], ["How about {place}?"]);

    public override bool HasFollowUp => true;

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var place = writer.Place();
        var slots = Slots.Of(("place", place));
        var question = writer.Say(isFollowUp ? Later : Questions, ("place", place));
        string? unit = null;
        if (tool.Parameters.Count > 1 && !isFollowUp && writer.Dice.Percent(60))
        {
            unit = writer.Dice.One(tool.Parameters[1].Words);
            question = writer.Say(WithUnit, slots.With(("unit", unit)));
        }

        var temperature = unit == "fahrenheit" ? writer.Dice.Between(20, 99) : writer.Dice.Between(-9, 38);
        // Some services say only how warm it is.
        var condition = writer.Dice.Percent(15) ? null : writer.Dice.One(temperature <= (unit == "fahrenheit" ? 35 : 2) ? InFrost : InWarmth);
        var result = new JsonObject();
        if (writer.Dice.Percent(30))
            result[tool.Parameters[0].Name] = place;
        result[writer.Dice.One(["temperature", "temperature", "temp", "degrees"])] = temperature;
        if (condition is not null)
            result[writer.Dice.One(["condition", "weather", "description", "sky"])] = condition;
        var told = unit ?? (writer.Dice.Percent(15) ? "celsius" : null);
        if (told is not null)
            result["unit"] = told;
        else if (writer.Dice.Percent(25))
            result[writer.Dice.One(["humidity", "wind"])] = writer.Dice.Between(10, 90);
        slots = slots.With(
            ("t", temperature.ToString(CultureInfo.InvariantCulture)), ("sky", condition is null ? "" : condition + " and "),
            ("unit", told is null ? "" : " " + told));
        return new ToolUse(
            question, $"the weather in {place}", Arguments(tool, place, unit), result,
            writer.Say("It is {sky}{t} degrees{unit} in {place}.", slots), condition is null ? [slots["t"]] : [slots["t"], condition]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer)
    {
        var place = new ToolParameter(writer.Dice.One(["location", "location", "city", "place"]));
        return writer.Dice.Percent(30)
            ? [place, new ToolParameter("unit") { Words = ["celsius", "fahrenheit"], IsRequired = false }] : [place];
    }
}
