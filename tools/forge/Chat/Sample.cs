using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>A conversation to learn from, or to measure with.</summary>
/// <param name="Kind">What it shows, for statistics: stories, facts, …</param>
/// <param name="Messages">The messages; the last is the assistant's.</param>
internal sealed record Sample(string Kind, IReadOnlyList<Message> Messages)
{
    /// <summary>The tools that the assistant is given.</summary>
    public IReadOnlyList<ToolSchema> Tools { get; init; } = [];

    /// <summary>Whether the assistant thinks before it answers: what chat templates know as enable_thinking.</summary>
    public bool Thinks { get; init; }

    /// <summary>Words that the last answer must have to be right; for measuring.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>
    /// The sample as a row: <c>kind</c>, <c>messages</c>, <c>tools</c> where there are any, <c>enable_thinking</c>, and <c>expected</c>
    /// where it is held out.
    /// </summary>
    public JsonObject ToJson(bool isHeldOut)
    {
        var json = new JsonObject
        {
            ["kind"] = Kind,
            ["messages"] = new JsonArray([.. Messages.Select(message => message.ToJson())]),
        };
        if (Tools.Count > 0)
            json["tools"] = new JsonArray([.. Tools.Select(tool => tool.ToJson())]);
        json["enable_thinking"] = Thinks;
        if (isHeldOut)
            json["expected"] = new JsonArray([.. Expected.Select(word => JsonValue.Create(word))]);
        return json;
    }
}
