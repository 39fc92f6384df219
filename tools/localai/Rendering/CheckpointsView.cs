using System.Globalization;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Checkpoints for people.</summary>
internal static class CheckpointsView
{
    public static void Write(Terminal terminal, IReadOnlyList<CheckpointInfo> checkpoints)
    {
        if (checkpoints.Count == 0)
        {
            terminal.WriteNote("There are no checkpoints.");
            return;
        }
        var table = Tables.Create(terminal.Console, "step", "epoch", "loss", "written", "folder");
        foreach (var checkpoint in checkpoints)
        {
            table.AddRow(
                checkpoint.Step.ToString(CultureInfo.InvariantCulture),
                checkpoint.Epoch.ToString("0.00", CultureInfo.InvariantCulture),
                checkpoint.Loss.ToString("0.0000", CultureInfo.InvariantCulture),
                checkpoint.CreatedAt,
                Tables.Cell(checkpoint.Path));
        }
        terminal.Console.Write(table);
    }
}
