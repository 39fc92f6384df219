using System.CommandLine;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Options;
using LocalAI.CommandLine.Rendering;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Commands;

/// <summary><c>localai store import</c>: brings rows into a namespace.</summary>
internal static class StoreImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("import", "Bring rows into a namespace; a key that is there already gets the new value.");
        var place = new NamespaceOptions(command);
        var files = new Argument<string[]>("FILE")
        {
            Description = "Lines of {\"key\": [0.1, 0.2], \"value\": \"text\"}, or \"value_base64\" for bytes; - reads them from stdin. "
                + "Or .npy files with a row for each key, whose values are the rows' numbers from 0",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(files);
        var values = new Option<string?>("--values") { HelpName = "FILE", Description = "With one .npy file: its values, a line for each row" };
        command.Add(values);
        var json = JsonOption.AddTo(command);
        var connection = new ConnectionOptions(command);
        place.Require(command, connection);
        command.Validators.Add(result =>
        {
            if (result.GetValue(values) is not null && !(result.GetValue(files) is [var only] && RowSources.IsNpy(only)))
                result.AddError("--values has the values of one .npy file; name that file and no other.");
        });

        command.SetAction(async (result, cancellationToken) =>
        {
            await using var sources = await RowSources.OpenAsync(result.GetRequiredValue(files), result.GetValue(values));
            var progress = new TransferProgress(() => sources.Fraction);
            await BackendSession.RunAsync(
                connection.Read(result),
                terminal,
                async session =>
                {
                    var store = await StoreClient.OpenAsync(session, place.Read(result), cancellationToken);
                    var stats = await store.ReadStatsAsync(cancellationToken);
                    using var import = new StoreImport(store, stats.Dimension ?? 0, progress);
                    var elapsed = await ImportDisplay.ShowAsync(
                        terminal, progress, () => import.RunAsync(sources.All, cancellationToken), cancellationToken);
                    if (result.GetValue(json))
                        JsonOutput.Write(terminal, new TransferResult(progress.Rows, import.Dimension, Math.Round(elapsed.TotalSeconds, 3), null));
                },
                cancellationToken);
            return 0;
        });
        return command;
    }
}
