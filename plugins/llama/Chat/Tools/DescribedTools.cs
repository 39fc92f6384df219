using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Chat.Tools;

/// <summary>
/// Tools for models whose templates know none: the system's message describes them, and calls and results are text of the other
/// messages. Models know this way of writing calls from the many that were trained with it.
/// </summary>
internal static class DescribedTools
{
    private const string CallStart = "<tool_call>\n";
    private const string CallEnd = "\n</tool_call>";

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The format that the description asks for, with the thoughts that the template shows.</summary>
    public static ToolFormat FormatBeside(ToolFormat shown) => shown with
    {
        Syntax = ToolSyntax.JsonNative,
        CallStart = CallStart,
        CallEnd = CallEnd,
        CallSeparator = "\n",
        NameField = "name",
        ArgsField = "arguments",
        AllowsParallelCalls = true,
    };

    /// <summary>Writes calls and results as text, and describes the functions at the beginning.</summary>
    /// <param name="messages">The conversation, which is changed.</param>
    /// <param name="tools">The functions; empty for none.</param>
    /// <param name="choice">Whether one must be called.</param>
    public static void Tell(JsonArray messages, ToolList tools, ToolChoice choice)
    {
        foreach (var message in messages.OfType<JsonObject>().Where(message => message["tool_calls"] is JsonArray))
            WriteCalls(message);
        GiveResults(messages);
        if (tools.Tools.Count == 0)
            return;
        var description = Description(tools, choice);
        if (messages is [JsonObject first, ..] && RoleOf(first) is "system" or "developer" && ContentOf(first) is { Length: > 0 } said)
            first["content"] = $"{said}\n\n{description}";
        else if (messages is [JsonObject empty, ..] && RoleOf(empty) is "system" or "developer")
            empty["content"] = description;
        else
            messages.Insert(0, new JsonObject { ["role"] = "system", ["content"] = description });
    }

    private static void WriteCalls(JsonObject message)
    {
        var parts = new List<string>();
        if (ContentOf(message) is { Length: > 0 } content)
            parts.Add(content);
        foreach (var call in (JsonArray)message["tool_calls"]!)
        {
            var function = call!["function"]!;
            var written = new JsonObject
            {
                ["name"] = function["name"]!.DeepClone(),
                ["arguments"] = function["arguments"]!.DeepClone(),
            };
            parts.Add(CallStart + written.ToJsonString(AsWritten) + CallEnd);
        }
        message["content"] = string.Join('\n', parts);
        message.Remove("tool_calls");
    }

    /// <summary>Results become words of the user; what the user then says follows in the same message, for roles must take turns.</summary>
    private static void GiveResults(JsonArray messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (RoleOf(messages[i]!) != "tool")
                continue;
            var said = new StringBuilder();
            var last = i;
            for (; last < messages.Count && RoleOf(messages[last]!) == "tool"; last++)
                said.Append(last > i ? "\n" : "").Append($"<tool_response>\n{ContentOf(messages[last]!)}\n</tool_response>");
            if (last < messages.Count && RoleOf(messages[last]!) == "user")
                said.Append("\n\n").Append(ContentOf(messages[last++]!));
            for (var count = last - i; count > 0; count--)
                messages.RemoveAt(i);
            messages.Insert(i, new JsonObject { ["role"] = "user", ["content"] = said.ToString() });
        }
    }

    private static string Description(ToolList tools, ToolChoice choice)
    {
        var text = new StringBuilder("# Tools\n\nThese functions can be called. ")
            .Append("Each line describes one, its arguments by a JSON schema:\n<tools>\n");
        foreach (var tool in tools.Json.EnumerateArray())
            text.Append(JsonSerializer.Serialize(tool, AsWritten)).Append('\n');
        text.Append("</tools>\n\nTo call a function, write its name and its arguments as one JSON object, like this:\n")
            .Append(CallStart).Append("{\"name\": \"function_name\", \"arguments\": {\"argument\": \"value\"}}").Append(CallEnd)
            .Append("\nSeveral calls follow one another, each in a block of its own. The results come in <tool_response> blocks.\n");
        return text.Append(choice switch
        {
            { Name.Length: > 0 } => $"Now call the function {choice.Name}.",
            { Mode: ToolChoiceMode.Required } => "Now call at least one function.",
            _ => "Where no function helps, answer in plain words.",
        }).ToString();
    }

    private static string RoleOf(JsonNode message) => message["role"]!.GetValue<string>();

    private static string ContentOf(JsonNode message) => message["content"]?.GetValue<string>() ?? "";
}
