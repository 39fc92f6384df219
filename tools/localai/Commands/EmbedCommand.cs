using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Hosting;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai embed</c>: turns texts into vectors and compares them.</summary>
internal static class EmbedCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("embed", "Turn texts into vectors, and show how alike they are.");
        var texts = new Argument<string[]>("TEXT")
        {
            Description = "The texts; - reads one from stdin",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(texts);
        var load = new LoadOptions(command, ShippedModel.Embed);
        var pooling = new Option<string?>("--pooling")
        {
            HelpName = "KIND",
            Description = "How the tokens' vectors become one: none, mean, cls or last [default: the model's own, or none]",
        };
        pooling.AcceptOnlyFromAmong("none", "mean", "cls", "last");
        command.Add(pooling);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        load.Require(command, connection);

        command.SetAction(async (result, cancellationToken) =>
        {
            var settings = connection.Read(result);
            var model = load.Read(result, settings, embeddings: true);
            if (result.GetValue(pooling) is { } kind)
                model?.Options.Add($"pooling:{kind}");
            await BackendSession.RunAsync(
                settings,
                terminal,
                model,
                async session =>
                {
                    var given = result.GetRequiredValue(texts);
                    var vectors = new List<IReadOnlyList<float>>();
                    foreach (var argument in given)
                    {
                        var text = await terminal.ReadArgumentAsync(argument, cancellationToken);
                        vectors.Add(await EmbedAsync(session.Client, text, cancellationToken));
                    }

                    RequireOneLength(vectors);
                    var cosine = vectors.Count > 1 ? CosineSimilarity.Matrix(vectors) : null;
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, new EmbeddingsResult(vectors[0].Count, vectors, cosine));
                    else
                        EmbeddingView.Write(terminal, given, vectors, cosine);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }

    private static void RequireOneLength(List<IReadOnlyList<float>> vectors)
    {
        if (vectors.Find(vector => vector.Count != vectors[0].Count) is { } other)
        {
            throw new UserError(
                $"The texts gave {vectors[0].Count} and {other.Count} numbers, for the model gives a vector for each token; "
                + "load it with --pooling mean.");
        }
    }

    private static async Task<IReadOnlyList<float>> EmbedAsync(
        Backend.BackendClient client, string text, CancellationToken cancellationToken) =>
        (await client.EmbeddingAsync(new PredictOptions { Embeddings = text }, cancellationToken: cancellationToken)).Embeddings;
}
