using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Brings messages into the shape a template can take.</summary>
internal static class ChatInputs
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes the messages to the template's traits; nothing of them is lost.</summary>
    public static void Fit(JsonArray messages, ChatTemplate template)
    {
        foreach (var message in messages.OfType<JsonObject>())
        {
            if (Text(message, "role") == "developer" && !template.Mentions("developer"))
                message["role"] = "system";
        }
        if (!template.Traits.TakesSystem)
            SayAsUser(messages);
        foreach (var message in messages.OfType<JsonObject>())
        {
            if (template.Traits.TextArguments)
                WriteArguments(message);
            if (template.Traits.TypedContent && message["content"] is not JsonArray)
                message["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = Text(message, "content") });
        }
    }

    /// <summary>Puts what the system says before the next message of the user.</summary>
    private static void SayAsUser(JsonArray messages)
    {
        var said = "";
        for (var i = 0; i < messages.Count; i++)
        {
            var message = (JsonObject)messages[i]!;
            if (Text(message, "role") == "system")
            {
                said += Text(message, "content") + "\n\n";
                messages.RemoveAt(i--);
            }
            else if (Text(message, "role") == "user" && said.Length > 0)
            {
                message["content"] = said + Text(message, "content");
                said = "";
            }
        }
        if (said.Length > 0)
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = said.TrimEnd('\n') });
    }

    private static void WriteArguments(JsonObject message)
    {
        if (message["tool_calls"] is not JsonArray calls)
            return;
        foreach (var call in calls)
        {
            var function = call!["function"]!;
            function["arguments"] = function["arguments"]!.ToJsonString(AsWritten);
        }
    }

    private static string Text(JsonObject message, string field) =>
        message[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
