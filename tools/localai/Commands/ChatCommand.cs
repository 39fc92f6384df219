using System.CommandLine;
using System.Text.Json.Nodes;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai chat</c>: a conversation, line by line.</summary>
internal static class ChatCommand
{
    private const string StartOver = "/new";
    private const string Leave = "/bye";

    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "chat", $"Talk to a model, line by line; {StartOver} starts over, {Leave} or the end of stdin leaves.");
        var system = new Option<string?>("--system") { HelpName = "TEXT", Description = "What the model is told before everything else" };
        var tools = new Option<string?>("--tools")
        {
            HelpName = "FILE",
            Description = "A JSON file of tools the model may call; you are asked for what they give",
        };
        var choice = new Option<string?>("--tool-choice")
        {
            HelpName = "CHOICE",
            Description = "auto, none, required, or the name of a tool [default: auto]",
        };
        var thinking = new Option<bool?>("--thinking")
        {
            HelpName = "true|false",
            Description = "Whether the model thinks before it answers [default: as the model likes]",
        };
        var load = new LoadOptions(command, ShippedModel.Chat);
        command.Add(system);
        command.Add(tools);
        command.Add(choice);
        command.Add(thinking);
        var sampling = new SamplingOptions(command);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            var file = result.GetValue(tools);
            var conversation = new Conversation(result.GetValue(system), file is null ? "" : Conversation.ReadTools(file));
            var options = sampling.Read(result, prompt: "");
            options.ToolChoice = ToolChoice(result.GetValue(choice));
            if (result.GetValue(thinking) is { } think)
                options.Metadata["enable_thinking"] = think ? "true" : "false";
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    await TalkAsync(session.Client, conversation, options, terminal, cancellationToken);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }

    private static string ToolChoice(string? choice) => choice switch
    {
        null => "",
        "auto" or "none" or "required" => $"\"{choice}\"",
        _ => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = choice } }.ToJsonString(),
    };

    private static async Task TalkAsync(
        Backend.BackendClient client, Conversation conversation, PredictOptions options, Terminal terminal,
        CancellationToken cancellationToken)
    {
        while (await terminal.AskAsync("> ", cancellationToken) is { } line && line != Leave)
        {
            if (line == StartOver)
                conversation.Clear();
            else if (!string.IsNullOrWhiteSpace(line))
            {
                conversation.AddUser(line);
                await AnswerAsync(client, conversation, options, terminal, cancellationToken);
            }
        }
    }

    /// <summary>Shows answers until one calls no tool.</summary>
    private static async Task AnswerAsync(
        Backend.BackendClient client, Conversation conversation, PredictOptions options, Terminal terminal,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await ChatTurn.StreamAsync(client, conversation.Request(options), terminal, cancellationToken);
            conversation.AddAnswer(answer);
            if (answer.ToolCalls.Count == 0)
                return;
            foreach (var call in answer.ToolCalls)
            {
                if (await terminal.AskAsync($"{call.Name} gives: ", cancellationToken) is not { } given)
                    return;
                conversation.AddToolResult(call, given);
            }
        }
    }
}
