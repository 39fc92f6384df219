using System.CommandLine;
using System.Globalization;
using LocalAI.Plugins.Forge.Data;
using LocalAI.Plugins.Forge.Making;
using Spectre.Console;

namespace LocalAI.Plugins.Forge.Commands;

/// <summary><c>localai-forge data</c>: writes what a model is trained and measured with.</summary>
internal static class DataCommand
{
    private const int MostSamples = 10_000_000;

    public static Command Create(IAnsiConsole console)
    {
        var command = new Command(
            "data",
            "Write what a model is trained and measured with, as JSON lines. All of it comes from grammars and word lists of this program; "
            + "the same seed gives the same bytes on every machine.");
        foreach (var model in ForgedModel.All)
            command.Add(Create(console, model));
        return command;
    }

    private static Command Create(IAnsiConsole console, ForgedModel model)
    {
        var to = new Option<DirectoryInfo>("--to") { HelpName = "DIR", Description = "The folder to write to", Required = true };
        var seed = SeedOption.Create();
        var count = Number("--samples", "How many samples for training", model.Samples);
        var heldOut = Number("--held-out", "How many samples in each file for measuring", 200);
        var command = new Command(model.Name, model.DataDescription) { to, seed, count, heldOut };
        command.SetAction((result, cancellationToken) =>
        {
            var settings = new SetSettings(
                result.GetRequiredValue(to), result.GetValue(seed), result.GetValue(count), result.GetValue(heldOut));
            Show(console, model.WriteData(settings, cancellationToken));
            return Task.FromResult(0);
        });
        return command;
    }

    private static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > MostSamples)
                result.AddError($"{name} is {result.Tokens[0].Value}; give a number from 1 to {MostSamples}.");
        });
        return option;
    }

    private static void Show(IAnsiConsole console, WordCount count)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 4096;
        var table = new Table { Border = TableBorder.None };
        foreach (var name in (string[])["file", "kind"])
            table.AddColumn(name);
        foreach (var name in (string[])["samples", "words", "a sample", "distinct"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var (file, kind, samples, words, distinct) in count.Lines)
        {
            table.AddRow(
                file, kind, Text(samples), Text(words), Text(words / samples), Text(distinct));
        }
        console.Write(table);
    }

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
