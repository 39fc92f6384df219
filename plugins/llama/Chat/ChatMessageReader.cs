using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Reads the messages of a request into the form that chat templates take; what is wrong is refused by its place.</summary>
/// <param name="knowsRole">Whether the template itself speaks of a role that is not one of the usual ones.</param>
internal sealed class ChatMessageReader(Func<string, bool> knowsRole)
{
    private const string NullContent = "null";

    // A name given twice would surface later, where nobody expects it.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly string[] UsualRoles = ["system", "developer", "user", "assistant", "tool"];

    // Calls that messages so far have made; a message without an id can only say that there was one.
    private readonly HashSet<string> _callIds = [];
    private bool _anyCall;

    /// <summary>Reads the messages in their order.</summary>
    /// <exception cref="EngineException">A role is unknown, calls are not JSON, or a tool answers what nobody called.</exception>
    public JsonArray Read(IReadOnlyList<Message> messages)
    {
        var read = new JsonArray();
        for (var i = 0; i < messages.Count; i++)
            read.Add(Read(messages[i], $"Messages[{i}]"));
        return read;
    }

    private JsonObject Read(Message message, string place)
    {
        if (!UsualRoles.Contains(message.Role) && (message.Role.Length == 0 || !knowsRole(message.Role)))
            throw Refuse($"{place}.role is '{message.Role}'; give one of {string.Join(", ", UsualRoles)}.");
        if (message.Role == "tool")
            RequireCall(message, place);

        var read = new JsonObject { ["role"] = message.Role, ["content"] = Content(message) };
        if (message.Name.Length > 0)
            read["name"] = message.Name;
        if (message.ToolCallId.Length > 0)
            read["tool_call_id"] = message.ToolCallId;
        if (message.ReasoningContent.Length > 0)
            read["reasoning_content"] = message.ReasoningContent;
        if (message.ToolCalls.Length > 0 && ReadCalls(message.ToolCalls, place) is { Count: > 0 } calls)
            read["tool_calls"] = calls;
        return read;
    }

    // Clients write the JSON null of an absent content as text; what a user or the system says is never JSON.
    private static string Content(Message message) =>
        message.Role is not ("user" or "system" or "developer") && message.Content == NullContent ? "" : message.Content;

    private void RequireCall(Message message, string place)
    {
        if (!_anyCall)
        {
            throw Refuse($"{place} is the result of a tool, but no message before it calls one; "
                + "put the assistant's message with its tool_calls before it.");
        }
        if (message.ToolCallId.Length > 0 && _callIds.Count > 0 && !_callIds.Contains(message.ToolCallId))
        {
            throw Refuse($"{place}.tool_call_id is '{message.ToolCallId}', which no message before it calls; "
                + $"the calls are {string.Join(", ", _callIds.Take(8))}.");
        }
    }

    private JsonArray ReadCalls(string text, string place)
    {
        var calls = Parse(text, place);
        var read = new JsonArray();
        foreach (var call in calls.EnumerateArray())
        {
            if (call.ValueKind != JsonValueKind.Object
                || (call.TryGetProperty("function", out var wrapped) ? wrapped : call) is not { ValueKind: JsonValueKind.Object } function
                || !function.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            {
                throw Refuse($"{place}.tool_calls[{read.Count}] has no function name; "
                    + """give {"id": "…", "type": "function", "function": {"name": "…", "arguments": "…"}}.""");
            }

            var id = call.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
            if (id.Length > 0)
                _callIds.Add(id);
            _anyCall = true;
            var rewritten = new JsonObject { ["type"] = "function" };
            if (id.Length > 0)
                rewritten["id"] = id;
            rewritten["function"] = new JsonObject
            {
                ["name"] = name.GetString(),
                ["arguments"] = Arguments(function, $"{place}.tool_calls[{read.Count}]"),
            };
            read.Add(rewritten);
        }
        return read;
    }

    private static JsonElement Parse(string text, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
                return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw Refuse($"{place}.tool_calls is no JSON: {e.Message}");
        }
        throw Refuse($"{place}.tool_calls is no JSON array; give a list of calls.");
    }

    /// <summary>Arguments travel as JSON text; templates are written for the object in it.</summary>
    private static JsonNode Arguments(JsonElement function, string place)
    {
        if (!function.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null)
            return new JsonObject();
        if (arguments.ValueKind != JsonValueKind.String)
            return JsonSerializer.SerializeToNode(arguments)!;
        var text = arguments.GetString()!;
        if (string.IsNullOrWhiteSpace(text))
            return new JsonObject();
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) ?? new JsonObject();
        }
        catch (JsonException e)
        {
            throw Refuse($"{place}.function.arguments is no JSON: {e.Message}");
        }
    }

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
