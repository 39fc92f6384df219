using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai status</c>: the state of a host and the memory it uses.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("status", "Show the state of a host and the memory it uses.");
        var load = new LoadOptions(command);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var status = await session.Client.StatusAsync(new HealthMessage(), cancellationToken: cancellationToken);
                    var shown = StatusResult.Of(status);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, shown);
                    else
                        StatusView.Write(terminal, shown);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
