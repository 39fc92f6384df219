using System.Globalization;
using LocalAI.Plugins.Protocol;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Ranked texts for people.</summary>
internal static class RerankView
{
    public static void Write(Terminal terminal, IReadOnlyList<DocumentResult> results)
    {
        var table = Tables.Create(terminal.Console, "score", "#", "text");
        foreach (var result in results)
        {
            table.AddRow(
                result.RelevanceScore.ToString("0.0000", CultureInfo.InvariantCulture),
                (result.Index + 1).ToString(CultureInfo.InvariantCulture),
                Tables.Cell(result.Text));
        }
        terminal.Console.Write(table);
    }
}
