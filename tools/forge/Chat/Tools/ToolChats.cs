using System.Text.Json.Nodes;
using LocalAI.Plugins.Forge.Chat.Facts;
using LocalAI.Plugins.Forge.Chat.Talk;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>Conversations with tools at hand.</summary>
internal static class ToolChats
{
    private const int MostTools = 3;

    private static readonly string[] Faults = ["not found", "no connection", "unknown name", "service is down", "please try again"];

    /// <summary>A question, the call, the result and the answer, and at times another question.</summary>
    public static Sample Whole(Writer writer)
    {
        var (messages, tools, kind, tool) = Begin(writer);
        var use = Ask(writer, messages, kind, tool, isFollowUp: false);
        if (writer.Dice.Percent(4))
            return Broken(writer, messages, tools);
        Answer(writer, messages, use);
        if (kind.HasFollowUp && writer.Dice.Percent(20))
        {
            use = Ask(writer, messages, kind, tool, isFollowUp: true);
            Answer(writer, messages, use);
        }
        else if (writer.Dice.Percent(12))
        {
            FactChats.Add(writer, messages, FactBook.Any(writer));
        }
        else if (writer.Dice.Percent(10))
        {
            SmallTalk.End(writer, messages);
        }
        return new Sample("tools", messages) { Tools = tools, Expected = use.Keys };
    }

    /// <summary>A question that ends with the call.</summary>
    public static Sample Calling(Writer writer)
    {
        var (messages, tools, kind, tool) = Begin(writer);
        var use = Ask(writer, messages, kind, tool, isFollowUp: false);
        return new Sample("tool calls", messages)
        {
            Tools = tools,
            Expected = [tool.Name, .. use.Arguments.Select(argument => argument.Value!.ToString())],
        };
    }

    /// <summary>A question, the call and the result, to be answered with what the result says.</summary>
    public static Sample Answering(Writer writer)
    {
        var (messages, tools, kind, tool) = Begin(writer);
        var use = Ask(writer, messages, kind, tool, isFollowUp: false);
        Answer(writer, messages, use);
        return new Sample("tool answers", messages) { Tools = tools, Expected = use.Keys };
    }

    /// <summary>Two calls in one message: "What is the weather in Paris and in Rome?"</summary>
    public static Sample Twice(Writer writer)
    {
        var kind = ToolBox.Kinds[writer.Dice.Below(2)];
        var shown = ToolBox.Show(writer, kind, writer.Dice.Between(1, MostTools));
        var tool = shown.Single(pair => pair.Kind == kind).Tool;
        tool = tool with { Parameters = [tool.Parameters[0]] };
        var (one, other) = (kind.Use(writer, tool), kind.Use(writer, tool));
        var what = kind is WeatherTool ? "weather" : "time";
        string Place(ToolUse use) => use.Arguments[tool.Parameters[0].Name]!.GetValue<string>();
        var slots = Grammar.Slots.Of(("a", Place(one)), ("b", Place(other)), ("what", what));

        var messages = SystemPrompts.Begin(writer);
        messages.Add(Message.User(writer.Say(
            "[What is the {what} in {a} and in {b}?|What is the {what} in {a} and {b}?|Tell me the {what} in {a} and in {b}."
            + "|Compare the {what} in {a} and {b}.]", slots)));
        messages.Add(writer.Calling(
            writer.Say("The user wants the {what} in two places. I call ", slots) + $"{tool.Name} twice.",
            new Call(tool.Name, one.Arguments), new Call(tool.Name, other.Arguments)));
        messages.Add(Message.Tool(one.Result));
        messages.Add(Message.Tool(other.Result));
        messages.Add(writer.Answer($"{one.Reply} {other.Reply}", "I have both results. I tell the user."));
        return new Sample("tools", messages)
        {
            Tools = [.. shown.Select(pair => pair.Kind == kind ? tool : pair.Tool)],
            Expected = [.. one.Keys, .. other.Keys],
        };
    }

    /// <summary>Tools are there, but nothing asks for them.</summary>
    public static Sample NotNeeded(Writer writer)
    {
        var sample = writer.Dice.Below(10) switch
        {
            < 4 => FactChats.OneOfTheBook(writer),
            < 7 => SmallTalk.One(writer),
            < 9 => Memories.AtOnce(writer),
            _ => Personas.One(writer),
        };
        var kind = ToolBox.Any(writer);
        var shown = ToolBox.Show(writer, kind, writer.Dice.Between(1, MostTools));
        return sample with { Kind = "no tool needed", Tools = [.. shown.Select(pair => pair.Tool)] };
    }

    /// <summary>A tool would be needed, but there is none, or only others.</summary>
    public static Sample Missing(Writer writer)
    {
        var kind = ToolBox.Any(writer);
        var use = kind == ToolBox.Calculator
            ? ToolBox.Calculator.UseOfProduct(writer, kind.Show(writer)) : kind.Use(writer, kind.Show(writer));
        var messages = SystemPrompts.Begin(writer);
        messages.Add(Message.User(Manner.KeepingNames(writer, use.Question)));
        messages.Add(writer.Answer(kind.Refusal, $"The user wants {use.Wish}. I have no tool for that."));
        var others = writer.Dice.Percent(50) ? [] : writer.Dice.Some(
            [.. ToolBox.Kinds.Where(other => other != kind)], writer.Dice.Between(1, 3));
        return new Sample("no tool", messages)
        {
            Tools = [.. others.Select(other => other.Show(writer))],
            Expected = ["I cannot", "no tool"],
        };
    }

    private static (List<Message> Messages, IReadOnlyList<ToolSchema> Tools, ToolKind Kind, ToolSchema Tool) Begin(Writer writer)
    {
        var kind = ToolBox.Any(writer);
        var shown = ToolBox.Show(writer, kind, writer.Dice.Between(1, MostTools));
        var tool = shown.Single(pair => pair.Kind == kind).Tool;
        return (SystemPrompts.Begin(writer), [.. shown.Select(pair => pair.Tool)], kind, tool);
    }

    private static ToolUse Ask(Writer writer, List<Message> messages, ToolKind kind, ToolSchema tool, bool isFollowUp)
    {
        var use = kind.Use(writer, tool, isFollowUp);
        messages.Add(Message.User(Manner.KeepingNames(writer, use.Question)));
        messages.Add(writer.Calling($"The user wants {use.Wish}. I call {tool.Name}.", new Call(tool.Name, use.Arguments)));
        return use;
    }

    private static void Answer(Writer writer, List<Message> messages, ToolUse use)
    {
        messages.Add(Message.Tool(use.Result));
        messages.Add(writer.Answer(use.Reply, "I have the result. I tell the user."));
    }

    private static Sample Broken(Writer writer, List<Message> messages, IReadOnlyList<ToolSchema> tools)
    {
        var fault = writer.Dice.One(Faults);
        messages.Add(Message.Tool(new JsonObject { ["error"] = fault }));
        messages.Add(writer.Answer($"Sorry, that did not work: {fault}.", "The tool has failed. I say so."));
        return new Sample("tools", messages) { Tools = tools, Expected = [fault] };
    }
}
