using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>What was said so far, as the requests carry it.</summary>
/// <param name="system">What the system says before everything else, or null.</param>
/// <param name="tools">The tools as a JSON array, or empty.</param>
internal sealed class Conversation(string? system, string tools)
{
    private readonly List<Message> _messages = Begin(system);

    /// <summary>Starts over.</summary>
    public void Clear()
    {
        _messages.Clear();
        _messages.AddRange(Begin(system));
    }

    /// <summary>Adds what the user says.</summary>
    public void AddUser(string text) => _messages.Add(new Message { Role = "user", Content = text });

    /// <summary>Adds an answer of the model.</summary>
    public void AddAnswer(ChatAnswer answer)
    {
        var calls = new JsonArray();
        foreach (var call in answer.ToolCalls)
        {
            calls.Add(new JsonObject
            {
                ["index"] = call.Index,
                ["id"] = call.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            });
        }
        _messages.Add(new Message
        {
            Role = "assistant",
            Content = answer.Content,
            ReasoningContent = answer.Reasoning,
            ToolCalls = calls.Count > 0 ? calls.ToJsonString() : "",
        });
    }

    /// <summary>Adds what a called tool gave.</summary>
    public void AddToolResult(ToolCallDelta call, string result) =>
        _messages.Add(new Message { Role = "tool", ToolCallId = call.Id, Name = call.Name, Content = result });

    /// <summary>The request for the next answer.</summary>
    /// <param name="sampling">How it is generated.</param>
    public PredictOptions Request(PredictOptions sampling)
    {
        var request = sampling.Clone();
        request.UseTokenizerTemplate = true;
        request.Messages.AddRange(_messages);
        request.Tools = tools;
        return request;
    }

    /// <summary>Reads a file of tools: a JSON array of tools, or of their functions alone.</summary>
    /// <exception cref="UserError">It is no such file.</exception>
    public static string ReadTools(string file)
    {
        if (!File.Exists(file))
            throw new UserError($"There are no tools at '{file}'; --tools takes a JSON file.");
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonArray { Count: > 0 } tools && tools.All(tool => tool is JsonObject))
            {
                return new JsonArray([.. tools.Select(tool => tool!["function"] is JsonObject ? tool.DeepClone()
                    : new JsonObject { ["type"] = "function", ["function"] = tool.DeepClone() })]).ToJsonString();
            }
        }
        catch (JsonException e)
        {
            throw new UserError($"'{file}' is no JSON: {e.Message}", e);
        }
        throw new UserError($"'{file}' is no list of tools; write " + """[{"name": "…", "description": "…", "parameters": {…}}].""");
    }

    private static List<Message> Begin(string? system) =>
        system is null ? [] : [new Message { Role = "system", Content = system }];
}
