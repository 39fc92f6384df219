using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai checkpoints</c>: what trainings left in a folder.</summary>
internal static class CheckpointsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("checkpoints", "List the checkpoints that trainings left in a folder.");
        var folder = new Argument<string>("DIR") { Description = "The folder that was given to finetune with --to" };
        command.Add(folder);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);

        command.SetAction(async (result, cancellationToken) =>
        {
            var request = new ListCheckpointsRequest { OutputDir = Path.GetFullPath(result.GetRequiredValue(folder)) };
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var found = await session.Client.ListCheckpointsAsync(request, cancellationToken: cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, CheckpointsResult.Of(found));
                    else
                        CheckpointsView.Write(terminal, found.Checkpoints);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
