using System.Globalization;
using LocalAI.CommandLine.Clients;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>The state of a host for people.</summary>
internal static class StatusView
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static void Write(Terminal terminal, StatusResult status)
    {
        terminal.Console.MarkupLine($"state: [bold]{Tables.Cell(status.State)}[/]");
        WriteMemory(terminal, status);
    }

    /// <summary>The memory alone.</summary>
    public static void WriteMemory(Terminal terminal, StatusResult status)
    {
        var table = Tables.Create(terminal.Console, "memory", "size");
        table.Columns[1].Alignment = Justify.Right;
        // The host gives the sums, and MODEL/NAME for each model; one model's parts are the sums again.
        var models = status.Memory.Keys.Where(IsPart).Select(name => name[..name.LastIndexOf('/')]).Distinct().Count();
        foreach (var (name, bytes) in status.Memory.Where(pair => models > 1 || !IsPart(pair.Key)).OrderByDescending(pair => pair.Value))
            table.AddRow(Tables.Cell(name), Size(bytes));
        table.AddRow("total", Size(status.MemoryTotal));
        terminal.Console.Write(table);
    }

    private static bool IsPart(string name) => name.Contains('/', StringComparison.Ordinal);

    /// <summary>Bytes as people write them: 1.5 MiB.</summary>
    internal static string Size(ulong bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
            value /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {Units[unit]}");
    }
}
