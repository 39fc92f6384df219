using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Lights of a house.</summary>
internal sealed class LightTool() : ToolKind(
    ["set_light", "set_light", "switch_light", "control_light", "light"],
    ["Switch a light[| on or off].", "Turns the light of a room on or off."],
    "I cannot switch the light. I have no tool for that.")
{
    private static readonly string[] Rooms =
        ["kitchen", "bedroom", "bathroom", "garden", "hall", "office", "garage", "living room", "cellar"];

    private static readonly Wordings Questions = new(
        [
            "[Turn|Switch] {state} the light in the {room}.", "[Turn|Switch] the light in the {room} {state}.",
            "[Turn|Switch] the {room} light {state}.", "Please [turn|switch] {state} the light in the {room}.",
            "Light {state} in the {room}.",
        ],
        ["Can you put the light in the {room} {state}?", "I want the light in the {room} {state}."]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var slots = Slots.Of(("room", writer.Dice.One(Rooms)), ("state", writer.Dice.One(["on", "off"])));
        return new ToolUse(
            writer.Say(Questions, slots), writer.Say("the light in the {room} {state}", slots),
            Arguments(tool, slots["room"], slots["state"]), Done(writer, slots["state"]),
            writer.Say("The light in the {room} is {state}.", slots), [slots["state"]]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["room", "room", "where"])), new(writer.Dice.One(["state", "state", "switch"])) { Words = ["on", "off"] }];
}
