using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai tokenize</c>: shows the tokens of a text.</summary>
internal static class TokenizeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("tokenize", "Show the tokens of a text.");
        var text = new Argument<string>("TEXT") { Description = "The text; - reads it from stdin" };
        command.Add(text);
        var load = new LoadOptions(command, ShippedModel.Chat);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            var given = await terminal.ReadArgumentAsync(result.GetRequiredValue(text), cancellationToken);
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var reply = await session.Client.TokenizeStringAsync(
                        new PredictOptions { Prompt = given }, cancellationToken: cancellationToken);
                    if (result.GetValue(json))
                    {
                        JsonOutput.Write(terminal, new TokensResult(reply.Tokens.Count, reply.Tokens));
                        return;
                    }
                    terminal.Console.Profile.Out.Writer.WriteLine(string.Join(' ', reply.Tokens));
                    terminal.WriteNote($"{reply.Tokens.Count} tokens");
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
