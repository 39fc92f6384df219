using LocalAI.CommandLine.Installation;
using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>What was installed, and how LocalAI is told.</summary>
internal static class InstallView
{
    public static void Write(Terminal terminal, InstallResult installed)
    {
        var table = Tables.Create(terminal.Console, "backend", "version", "plugins");
        foreach (var backend in installed.Backends)
            table.AddRow(Tables.Cell(backend.Name), Tables.Cell(backend.Version), Tables.Cell(string.Join(", ", backend.Plugins)));
        terminal.Console.Write(table);
        terminal.Console.WriteLine();
        terminal.Console.WriteLine("LocalAI finds them with:");
        terminal.Console.WriteLine($"  local-ai run --backends-path {installed.Folder}");
        terminal.Console.WriteLine($"and a model uses one with 'backend: {installed.Backends[0].Name}' in its YAML.");
    }
}
