using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai store stats</c>: how large a namespace is.</summary>
internal static class StoreStatsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("stats", "Show a namespace's rows, their dimension, the bytes they take and the state of its index.");
        var place = new NamespaceOptions(command);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        place.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var store = await StoreClient.OpenAsync(session, place.Read(result), cancellationToken);
                    var stats = await store.ReadStatsAsync(cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, stats);
                    else
                        StoreStatsView.Write(terminal, stats);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
