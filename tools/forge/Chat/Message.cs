using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>A message of a conversation, as chat templates know it.</summary>
/// <param name="Role">system, user, assistant or tool.</param>
/// <param name="Content">What it says; empty for a mere call.</param>
internal sealed record Message(string Role, string Content)
{
    /// <summary>What the assistant thinks before it answers; null for nothing.</summary>
    public string? Thought { get; init; }

    /// <summary>The functions that the assistant calls.</summary>
    public IReadOnlyList<Call> Calls { get; init; } = [];

    public static Message System(string content) => new("system", content);

    public static Message User(string content) => new("user", content);

    public static Message Assistant(string content) => new("assistant", content);

    public static Message Tool(JsonObject result) => new("tool", Json.Spaced(result));

    /// <summary>The message as a row holds it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["role"] = Role, ["content"] = Content };
        if (Thought is not null)
            json["reasoning_content"] = Thought;
        if (Calls.Count > 0)
            json["tool_calls"] = new JsonArray([.. Calls.Select(call => call.ToJson())]);
        return json;
    }
}
