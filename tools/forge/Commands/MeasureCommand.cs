using System.CommandLine;
using System.Globalization;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Forge.Measuring;
using Spectre.Console;

namespace LocalAI.Plugins.Forge.Commands;

/// <summary><c>localai-forge measure</c>: how a model does on what was held out.</summary>
internal static class MeasureCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<FileInfo>("MODEL") { Description = "A GGUF file" };
        var data = new Argument<DirectoryInfo>("DATA") { Description = "A folder with eval-*.jsonl, from localai-forge data" };
        var plugin = new Option<DirectoryInfo>("--plugin")
        {
            HelpName = "DIR",
            Description = "The folder of the llama plugin",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("dist", "plugins", "llama")),
        };
        var only = new Option<string>("--only") { HelpName = "TEXT", Description = "Only files with this in their name", DefaultValueFactory = _ => "" };
        var command = new Command(
            "measure", "Ask a model what was held out, through the llama engine, and print how much of it it gets right, as Markdown.")
        {
            model, data, plugin, only,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = result.GetRequiredValue(data);
            var files = folder.EnumerateFiles("eval-*.jsonl").Select(file => file.FullName)
                .Where(file => file.Contains(result.GetRequiredValue(only), StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0)
                throw new IOException($"There is no eval-*.jsonl in '{folder}'; write some with localai-forge data.");
            await MeasureAsync(
                console, result.GetRequiredValue(model).FullName, result.GetRequiredValue(plugin).FullName, files, cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task MeasureAsync(
        IAnsiConsole console, string model, string plugin, List<string> files, CancellationToken cancellationToken)
    {
        // What the first row has tells what the model is for.
        var first = File.ReadLines(files[0]).First();
        await using var loaded = await LoadedModel.LoadAsync(model, plugin, options =>
        {
            options.Embeddings = first.Contains("\"anchor\":", StringComparison.Ordinal);
            options.Reranking = first.Contains("\"chosen\":", StringComparison.Ordinal);
            options.Options.Add("warmup:false");
        }, cancellationToken);
        console.Profile.Width = 4096;
        console.WriteLine("| held out | right | of |");
        console.WriteLine("|---|---|---|");
        foreach (var file in files)
        {
            var score = loaded.Model switch
            {
                IReranker ranker => await PairMeasure.MeasureAsync(ranker, file, cancellationToken),
                ITextGenerator writer => await ChatMeasure.MeasureAsync(writer, file, cancellationToken),
                IEmbedder embedder => await PairMeasure.MeasureAsync(embedder, file, cancellationToken),
                _ => throw new IOException($"'{model}' neither chats, embeds nor ranks."),
            };
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {score.File} | {100.0 * score.Right / score.Count:0.0} % | {score.Count} |"));
            foreach (var failure in score.Failures)
                await Console.Error.WriteLineAsync($"  {score.File}: {failure}");
        }
    }
}
