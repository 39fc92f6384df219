using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai store find</c>: the rows nearest to a key.</summary>
internal static class StoreFindCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("find", "Find the rows whose keys are nearest to one, the most similar first.");
        var place = new NamespaceOptions(command);
        var query = new QueryOptions(command);
        var top = NumberOption.Create("--top", "The most rows wanted", 10, 1, int.MaxValue);
        command.Add(top);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        place.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            var key = query.Read(result);
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var store = await StoreClient.OpenAsync(session, place.Read(result), cancellationToken);
                    var found = await store.FindAsync(key, result.GetValue(top), cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, StoreHits.Of(found));
                    else
                        StoreHitsView.Write(terminal, found);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
