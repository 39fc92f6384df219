using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.CommandLine.Stores;
using Spectre.Console;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai store export</c>: writes a namespace's rows into a file.</summary>
internal static class StoreExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("export", "Write a namespace's rows into a file, sorted by their keys.");
        var place = new NamespaceOptions(command);
        var to = new Option<string>("--to")
        {
            HelpName = "FILE",
            Description = "A .jsonl file, which import takes, or a .npy file with the keys; what is there goes when the new one is whole",
            Required = true,
        };
        command.Add(to);
        var values = new Option<string?>("--values") { HelpName = "FILE", Description = "With .npy: a file for the values, a line for each row" };
        command.Add(values);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        place.Require(command, connection);
        command.Validators.Add(result =>
        {
            var file = result.GetValue(to) ?? "";
            if (!RowSources.IsNpy(file) && !Path.GetExtension(file).Equals(".jsonl", StringComparison.OrdinalIgnoreCase))
                result.AddError($"--to is '{file}'; name a .jsonl file, or a .npy file.");
            else if (result.GetValue(values) is not null && !RowSources.IsNpy(file))
                result.AddError($"--values goes with a .npy file, and '{file}' has the values in it; leave --values out.");
        });

        command.SetAction(async (result, cancellationToken) =>
        {
            var file = Path.GetFullPath(result.GetRequiredValue(to));
            using var writer = StoreExport.Open(file, result.GetValue(values));
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var store = await StoreClient.OpenAsync(session, place.Read(result), cancellationToken);
                    var rows = await HostRows.ReadAsync(store, cancellationToken);
                    await WriteAsync(rows, writer, file, terminal, result.GetValue(json), cancellationToken);
                },
                cancellationToken);
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(
        NamespaceRows rows, IRowWriter writer, string file, Terminal terminal, bool json, CancellationToken cancellationToken)
    {
        var progress = TransferProgress.Of(rows.Count);
        var elapsed = await TransferDisplay.ShowAsync(
            terminal, progress, () => Task.Run(() => StoreExport.Write(rows, writer, progress, cancellationToken), cancellationToken));
        terminal.WriteNote(TransferDisplay.Summarize(progress, elapsed));
        if (json)
            JsonOutput.Write(terminal, new TransferResult(rows.Count, rows.Dimension, Math.Round(elapsed.TotalSeconds, 3), file));
        else
            terminal.Console.WriteLine(file);
    }
}
