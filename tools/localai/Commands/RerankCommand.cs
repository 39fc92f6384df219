using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai rerank</c>: orders texts by how well they answer a query.</summary>
internal static class RerankCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("rerank", "Order texts by how well they answer a query.");
        var query = new Argument<string>("QUERY") { Description = "The query" };
        var documents = new Argument<string[]>("TEXT")
        {
            Description = "The texts; - reads one from stdin",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(query);
        command.Add(documents);
        var load = new LoadOptions(command, ShippedModel.Rerank);
        var top = NumberOption.Create("--top", "The most results wanted; 0: all", 0, 0, int.MaxValue);
        command.Add(top);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings);
            if (model is not null)
                model.Reranking = true;
            var request = new RerankRequest { Query = result.GetRequiredValue(query), TopN = result.GetValue(top) };
            foreach (var argument in result.GetRequiredValue(documents))
                request.Documents.Add(await terminal.ReadArgumentAsync(argument, cancellationToken));
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var order = await session.Client.RerankAsync(request, cancellationToken: cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, RerankingResult.From(order));
                    else
                        RerankView.Write(terminal, order.Results);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
