using System.CommandLine;
using LocalAI.Plugins.Forge.Making;
using Spectre.Console;

namespace LocalAI.Plugins.Forge.Commands;

/// <summary><c>localai-forge make</c>: makes a model that the project ships.</summary>
internal static class MakeCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var command = new Command(
            "make",
            "Make a model from nothing but this program: write its data, train it with the trainer plugin, export it, measure it, and put "
            + "it into a folder with its card. The same seed gives the same model on the same kind of processor.");
        foreach (var model in ForgedModel.All)
            command.Add(Create(console, model));
        return command;
    }

    private static Command Create(IAnsiConsole console, ForgedModel model)
    {
        var to = new Option<DirectoryInfo>("--to")
        {
            HelpName = "DIR",
            Description = "The folder for the model and its card",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("models", model.Name)),
        };
        var work = new Option<DirectoryInfo>("--work")
        {
            HelpName = "DIR",
            Description = "The folder for its data and its checkpoints",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Path.GetTempPath(), "localai-forge", model.Name)),
        };
        var tool = new Option<FileInfo>("--localai")
        {
            HelpName = "FILE",
            Description = "The program localai",
            DefaultValueFactory = _ => LocalAITool.Built,
        };
        var (seed, plugin) = (SeedOption.Create(), PluginOption.Create());
        var command = new Command(model.Name, $"Make {model.Name}.") { to, work, seed, tool, plugin };
        command.SetAction(async (result, cancellationToken) =>
        {
            var maker = new ModelMaker(model, new LocalAITool(result.GetRequiredValue(tool)), result.GetRequiredValue(plugin))
            {
                Report = console.WriteLine,
            };
            await maker.MakeAsync(
                result.GetRequiredValue(work), result.GetRequiredValue(to), result.GetValue(seed), cancellationToken);
            return 0;
        });
        return command;
    }
}
