using System.CommandLine;
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
        var plugin = PluginOption.Create();
        var only = new Option<string>("--only")
        {
            HelpName = "TEXT",
            Description = "Only files with this in their name",
            DefaultValueFactory = _ => "",
        };
        var command = new Command(
            "measure", "Ask a model what was held out, through the llama engine, and print how much of it it gets right, as Markdown.")
        {
            model, data, plugin, only,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var scores = HeldOutMeasure.MeasureAsync(
                result.GetRequiredValue(model), result.GetRequiredValue(data), result.GetRequiredValue(plugin),
                result.GetRequiredValue(only), cancellationToken);
            console.Profile.Width = 4096;
            console.WriteLine(Score.TableHead);
            await foreach (var score in scores)
            {
                console.WriteLine(score.ToTableRow());
                foreach (var failure in score.Failures)
                    await Console.Error.WriteLineAsync($"  {score.File}: {failure}");
            }
            return 0;
        });
        return command;
    }
}
