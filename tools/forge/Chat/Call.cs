using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>A call of a tool.</summary>
/// <param name="Function">The tool's name.</param>
/// <param name="Arguments">What it is called with, by name.</param>
internal sealed record Call(string Function, JsonObject Arguments)
{
    /// <summary>The call as a message holds it.</summary>
    public JsonObject ToJson() => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = Function, ["arguments"] = Arguments.DeepClone() },
    };
}
