using LocalAI.Plugins.Forge.Grammar;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Messages to people.</summary>
internal sealed class MessageTool() : ToolKind(
    ["send_message", "send_message", "send_text", "message", "send_email", "write_message"],
    ["Send a message[| to someone].", "Sends a text[| to a person].", "Write to a person."],
    "I cannot send messages. I have no tool for that.")
{
    private const string Text =
        "[I am late|I am at home|I will come at {time}|See you at {time}|The food is ready|Please call me|Happy birthday|I "
        + "miss you|Thank you for the {thing}"
        + "|Where are you|The train is late|I am in {town}|Bring some {thing}, please|The {thing} is here|I found the "
        + "{thing}|Dinner is at {time}]";

    private static readonly Wordings Questions = new(
        [
            "Send a message to {name}: {text}", "Write to {name}: {text}", "Send {name} this message: {text}",
            "Please tell {name}: {text}", "Message {name}: {text}", "Send {name} the text \"{text}\"", "Tell {name}: {text}",
        ],
        ["Can you write to {name}: {text}", "Text {name}: {text}"]);

    public override ToolUse Use(Writer writer, ToolSchema tool, bool isFollowUp = false)
    {
        var name = writer.Name(50);
        var text = writer.Say(Text, ("time", Clock.Planned(writer)), ("town", writer.Town(50)),
            ("thing", writer.Dice.One(["milk", "tea", "book", "bread", "cake", "key", "map", "rice", "salt", "ball"])));
        return new ToolUse(
            writer.Say(Questions, ("name", name), ("text", text)), $"to send {name} a message", Arguments(tool, name, text),
            Done(writer, "sent"), $"I sent your message to {name}.", [name]);
    }

    protected override IReadOnlyList<ToolParameter> Parameters(Writer writer) =>
        [new(writer.Dice.One(["to", "to", "name", "recipient"])), new(writer.Dice.One(["text", "text", "message", "body"]))];
}
