using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Forge.Chat.Tools;

/// <summary>A question that needs a tool, the call, its result and the answer.</summary>
/// <param name="Question">What the user says.</param>
/// <param name="Wish">What the user wants, for the thought: "the weather in Paris".</param>
/// <param name="Arguments">What the tool is called with.</param>
/// <param name="Result">What it answers.</param>
/// <param name="Reply">What the assistant makes of it.</param>
/// <param name="Keys">Words of the result, or of the request, that the reply must have.</param>
internal sealed record ToolUse(
    string Question, string Wish, JsonObject Arguments, JsonObject Result, string Reply, IReadOnlyList<string> Keys);
