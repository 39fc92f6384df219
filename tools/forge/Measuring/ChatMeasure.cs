using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Forge.Measuring;

/// <summary>
/// Has a model answer held-out conversations, its likeliest tokens, and looks for the words that each answer needs: for a call, the
/// tool's name and its arguments.
/// </summary>
internal static class ChatMeasure
{
    private const int Tokens = 200;
    private const int MostFailures = 5;

    public static async Task<Score> MeasureAsync(ITextGenerator model, string file, CancellationToken cancellationToken)
    {
        var (right, count) = (0, 0);
        var failures = new List<string>();
        foreach (var line in File.ReadLines(file))
        {
            var row = JsonNode.Parse(line)!.AsObject();
            var request = Request(row);
            var reply = await model.PredictAsync(request, cancellationToken);
            string[] expected = [.. row["expected"]!.AsArray().Select(word => word!.GetValue<string>())];
            count++;
            if (IsRight(reply, expected, calls: row["messages"]!.AsArray()[^1]!["tool_calls"] is not null))
                right++;
            else if (failures.Count < MostFailures)
                failures.Add($"{request.Messages[^1].Content} → {Shown(reply)} (expected: {string.Join(", ", expected)})");
        }
        return new Score(Path.GetFileNameWithoutExtension(file), right, count, failures);
    }

    private static bool IsRight(Reply reply, string[] expected, bool calls)
    {
        var called = reply.ChatDeltas.SelectMany(delta => delta.ToolCalls).ToList();
        if (calls != called.Count > 0)
            return false;
        var said = calls
            ? string.Join('\n', called.Select(call => $"{call.Name} {call.Arguments}"))
            : string.Concat(reply.ChatDeltas.Select(delta => delta.Content));
        return expected.All(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Shown(Reply reply) => string.Concat(reply.ChatDeltas.Select(delta => delta.Content
        + string.Concat(delta.ToolCalls.Select(call => $"{call.Name}({call.Arguments})")))).ReplaceLineEndings(" ");

    private static PredictOptions Request(JsonObject row)
    {
        var request = new PredictOptions { UseTokenizerTemplate = true, Temperature = 0, TopP = 1, Tokens = Tokens };
        var messages = row["messages"]!.AsArray();
        request.Messages.AddRange(messages.Take(messages.Count - 1).Select(message => Message(message!)));
        request.Tools = row["tools"]?.ToJsonString() ?? "";
        request.Metadata["enable_thinking"] = row["enable_thinking"]?.GetValue<bool>() is true ? "true" : "false";
        return request;
    }

    private static Message Message(JsonNode message) => new()
    {
        Role = message["role"]!.GetValue<string>(),
        Content = message["content"]?.GetValue<string>() ?? "",
        ReasoningContent = message["reasoning_content"]?.GetValue<string>() ?? "",
        ToolCalls = message["tool_calls"]?.ToJsonString() ?? "",
    };
}
