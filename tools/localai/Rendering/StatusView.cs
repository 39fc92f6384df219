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
        WriteFigures(terminal, status);
    }

    /// <summary>The memory alone.</summary>
    public static void WriteMemory(Terminal terminal, StatusResult status)
    {
        var table = Tables.Create(terminal.Console, "memory", "size");
        table.Columns[1].Alignment = Justify.Right;
        // The host gives the sums, and MODEL/NAME for each model; one model's parts are the sums again.
        var models = status.Memory.Keys.Where(IsPart).Select(name => name[..name.LastIndexOf('/')]).Distinct().Count();
        var shown = status.Memory.Where(pair => !IsFigure(pair.Key) && (models > 1 || !IsPart(pair.Key)));
        foreach (var (name, bytes) in shown.OrderByDescending(pair => pair.Value))
            table.AddRow(Tables.Cell(name), Size(bytes));
        table.AddRow("total", Size(status.MemoryTotal));
        terminal.Console.Write(table);
    }

    private static void WriteFigures(Terminal terminal, StatusResult status)
    {
        var figures = status.Memory.Where(pair => IsFigure(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        if (figures.Count == 0)
            return;
        var table = Tables.Create(terminal.Console, "figure", "value");
        table.Columns[1].Alignment = Justify.Right;
        foreach (var (name, value) in figures)
            table.AddRow(Tables.Cell(name), string.Create(CultureInfo.InvariantCulture, $"{value:N0}"));
        terminal.Console.Write(table);
    }

    private static bool IsPart(string name) => name.Contains('/', StringComparison.Ordinal) && !IsFigure(name);

    // MODEL@DEVICE#NAME: a number that is no memory.
    private static bool IsFigure(string name) =>
        name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var device && name.IndexOf('#', device) >= 0;

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
