using System.Globalization;
using LocalAI.CommandLine.Stores;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>A namespace for people.</summary>
internal static class StoreStatsView
{
    private const string Unknown = "not known";

    public static void Write(Terminal terminal, StoreStats stats)
    {
        var table = Tables.Create(terminal.Console, Tables.Cell(stats.Model), "");
        table.Columns[1].Alignment = Justify.Right;
        table.AddRow("rows", Number(stats.Rows));
        table.AddRow("dimension", stats.Dimension == 0 ? "any, for there is no row" : Number(stats.Dimension));
        table.AddRow("indexed rows", stats.IsLoaded && stats.IndexedRows is null ? "none, searches compare all" : Number(stats.IndexedRows));
        table.AddRow("bytes", stats.Memory is { } memory ? StatusView.Size((ulong)memory.Values.Sum(bytes => (long)bytes)) : Unknown);
        foreach (var (name, bytes) in (stats.Memory ?? new Dictionary<string, ulong>()).OrderByDescending(part => part.Value))
            table.AddRow($"  {Tables.Cell(name)}", StatusView.Size(bytes));
        terminal.Console.Write(table);
    }

    private static string Number(long? number) =>
        number is null ? Unknown : string.Create(CultureInfo.InvariantCulture, $"{number:N0}");
}
